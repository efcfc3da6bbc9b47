import { Chance } from './chance.ts'
import { type CampusRows, day, iso, isoDay, personActor, type Row } from './rows.ts'

/** An outcome of which nothing more is said than a verdict and a sentence. */
export const light = {
  fit_verdicts: [],
  purposes_met: [],
  competencies: [],
  observations: [],
  has_thanked: null,
  interest_level: null,
  keep_in_mind: null,
  is_keep_in_mind_shared: false
}

const sites = [
  ['WEBSITE', 'Occupational Outlook Handbook', 'https://www.bls.gov/ooh/'],
  ['WEBSITE', 'O*NET OnLine', 'https://www.onetonline.org/'],
  ['PUBLICATION', 'The report that was recommended', null],
  ['TRAINING_PROGRAM', 'The evening course in statistics', null],
  ['ORGANIZATION', 'The student chapter of the association', null]
] as const
const skills = ['Statistics with R', 'Technical writing', 'Spanish', 'Project planning', 'SQL', 'Public speaking']
const noticed = [
  ['CULTURE', 'Everybody has lunch together.'],
  ['CULTURE', 'People interrupted us twice, and nobody minded.'],
  ['ORGANIZATION', 'Three teams share one planner.'],
  ['OTHER', 'The office was half empty on a Tuesday.']
] as const
const openings = ['Summer assistant', 'Junior analyst', 'Field trainee', 'Part-time researcher']
const competencies = [
  'CAREER_AND_SELF_DEVELOPMENT',
  'COMMUNICATION',
  'CRITICAL_THINKING',
  'PROFESSIONALISM',
  'TEAMWORK'
]

interface Sample {
  rows: CampusRows
  chance: Chance
  now: number
  requests: Map<unknown, Row>
}

/** What two students in five say beyond a verdict and a sentence, and what they take away to do. */
export function addOutcomeDepth(rows: CampusRows, seed: number, now: number): void {
  const chance = new Chance(seed + 7_000)
  const byId = new Map(rows.of('meeting_requests').map((request) => [request.id, request]))
  const requests = new Map(rows.of('meetings').map(({ id, request_id }) => [id, byId.get(request_id) as Row]))
  const sample = { rows, chance, now, requests }
  const shown = new Map(rows.of('resume_shares').map((share) => [share.request_id, share.resume_version_id]))
  for (const outcome of rows.of('outcomes')) {
    if (!chance.is(0.4)) continue
    sayMore(sample, outcome)
    takeAway(sample, outcome)
    const version = shown.get(requests.get(outcome.meeting_id)?.id)
    if (version !== undefined && chance.is(0.7)) addFeedback(sample, outcome, version)
  }
}

function sayMore({ chance, requests }: Sample, outcome: Row): void {
  const purposes = requests.get(outcome.meeting_id)?.purposes as string[]
  const before = chance.int(1, 4)
  const rate = (competency: string) => ({ competency, before, after: Math.min(5, before + chance.int(0, 2)) })
  const keepInMind = outcome.fit_verdict === 'FITS' && chance.is(0.6)
  Object.assign(outcome, {
    purposes_met: purposes.map((purpose) => ({ purpose, met: chance.pick(['YES', 'YES', 'PARTLY', 'NO']) })),
    competencies: chance.some(competencies, chance.int(1, 2)).map(rate),
    observations: chance
      .some(noticed, chance.int(0, 2))
      .map(([tag, text]) => ({ tag, text, isShared: chance.is(0.3) })),
    has_thanked: chance.is(0.9),
    interest_level: outcome.fit_verdict === 'FITS' ? chance.int(3, 5) : chance.int(1, 3),
    keep_in_mind: keepInMind,
    is_keep_in_mind_shared: keepInMind && chance.is(0.7)
  })
}

function takeAway(sample: Sample, outcome: Row): void {
  const { rows, chance, requests } = sample
  const { id: outcome_id, student_id } = outcome
  const at = Date.parse(String(outcome.logged_at))
  for (const [kind, title, url] of chance.some(sites, chance.int(0, 2))) {
    const about = { kind, title, url, note: null, referral_id: null }
    rows.add('resources', { id: chance.id(at), outcome_id, ...about, created_at: iso(at) })
  }
  for (const name of chance.some(skills, chance.int(0, 2))) addTask(sample, outcome, name, at)
  if (!chance.is(0.2)) return
  const organization = String(requests.get(outcome.meeting_id)?.target_organization ?? 'Lakeside Laboratories')
  const closes_on = chance.is(0.8) ? isoDay(at + chance.int(10, 60) * day) : null
  const opening = { organization, title: chance.pick(openings), url: null, closes_on }
  rows.add('leads', { id: chance.id(at), outcome_id, student_id, ...opening, created_at: iso(at) })
}

function addTask({ rows, chance, now }: Sample, { id: outcome_id, student_id }: Row, name: string, at: number): void {
  const id = chance.id(at)
  const closed = at + chance.int(5, 90) * day
  const isClosed = closed < now && chance.is(0.6)
  const status = !isClosed ? 'OPEN' : chance.is(0.8) ? 'DONE' : 'DROPPED'
  const due_on = chance.is(0.6) ? isoDay(at + chance.int(20, 120) * day) : null
  const stamps = { created_at: iso(at), updated_at: iso(isClosed ? closed : at) }
  const closing = { status, closed_at: isClosed ? iso(closed) : null, version: isClosed ? 2 : 1 }
  rows.add('skill_tasks', { id, outcome_id, student_id, name, due_on, ...closing, ...stamps })
  const payload = { outcomeId: outcome_id, studentId: student_id }
  const actor = personActor(String(student_id))
  rows.record('skill_task.added', 'SkillTask', id, at, actor, { ...payload, status: 'OPEN' })
  if (!isClosed) return
  const action = status === 'DONE' ? 'skill_task.completed' : 'skill_task.dropped'
  rows.record(action, 'SkillTask', id, closed, actor, { ...payload, from: 'OPEN', status })
}

function addFeedback({ rows, chance }: Sample, { id: outcome_id }: Row, resume_version_id: unknown): void {
  const said = {
    strengths: ['The project in the laboratory'],
    gaps: chance.is(0.5) ? ['Figures of what came of it'] : []
  }
  rows.add('resume_feedback', { outcome_id, resume_version_id, ...said, marketability: chance.int(2, 5) })
}
