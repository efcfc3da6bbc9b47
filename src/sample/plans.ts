import { Chance } from './chance.ts'
import { type CampusRows, day, iso, personActor, type Row } from './rows.ts'

const goals = [
  'To find out what a day in these jobs is like before I choose my last courses.',
  'To hear from people who came to this work by another way than mine.',
  'To learn which of these I would still like after ten years.'
]
const notes = [
  'We looked at three occupations and at who does them. Next: two conversations before the break.',
  'Wants to work outdoors, has never met anybody who does. Look for people at the start of their careers too.',
  'The pitch is clear now; the questions are still ones that a website could answer.'
]
const reasons = ['It has to do with what I liked in class.', 'A mentor told me about it.', 'It pays, and I am curious.']
const planShare = 0.4

interface Planning {
  rows: CampusRows
  chance: Chance
  now: number
  counselors: string[]
  occupations: string[]
}

/**
 * What some students want to find out, and who counsels them: plans with one to three occupations, the ones that they asked
 * about first, some dropped since. From chances of its own, so that everything before it stays as it is.
 */
export function addPlans(rows: CampusRows, seed: number, now: number): void {
  const chance = new Chance(seed + 600_000)
  const counselors = rows.of('staff_roles').filter(({ role }) => role === 'COUNSELOR')
  const occupations = new Set(rows.of('mentor_profiles').map((row) => String(row.current_occupation_code)))
  const planning: Planning = {
    rows,
    chance,
    now,
    counselors: counselors.map(({ person_id }) => String(person_id)),
    occupations: [...occupations]
  }
  const asked = Map.groupBy(rows.of('meeting_requests'), ({ student_id }) => String(student_id))
  rows.of('student_profiles').forEach(({ person_id, created_at }, index) => {
    const studentId = String(person_id)
    if (index === 0 || chance.is(planShare)) addPlan(planning, studentId, created_at, asked.get(studentId) ?? [])
  })
}

function addPlan(planning: Planning, studentId: string, since: unknown, requests: readonly Row[]): void {
  const { rows, chance, now, occupations } = planning
  const known = Date.parse(String(since))
  const at = known + chance.next() * 0.8 * (now - known)
  const id = chance.id(at)
  const codes = requests.flatMap((row) => (row.target_occupation_code ? [String(row.target_occupation_code)] : []))
  const targets = [...new Set([...codes, ...chance.some(occupations, 3)])].slice(0, chance.int(1, 3))
  const stamps = { version: 1, created_at: iso(at), updated_at: iso(at) }
  const plan = rows.add('exploration_plans', {
    id,
    student_id: studentId,
    status: 'ACTIVE',
    goal: chance.pick(goals),
    archived_at: null,
    ...stamps
  })
  const targetIds = targets.map((code, index) => addTarget(planning, id, code, index + 1, at))
  const payload = { status: 'ACTIVE', studentId, targetIds }
  rows.record('exploration_plan.started', 'ExplorationPlan', id, at, personActor(studentId), payload)
  if (chance.is(0.3)) dropOne(planning, plan, targets, at)
  addCounselor(planning, studentId, id, at)
}

function addTarget({ rows, chance }: Planning, plan_id: string, code: string, rank: number, at: number): string {
  const id = chance.id(at)
  const open = { reason: chance.pick(reasons), added_at: iso(at), dropped_at: null, drop_reason: null }
  return rows.add('target_occupations', { id, plan_id, occupation_code: code, rank, ...open }).id
}

// An occupation that was added after the beginning, and dropped after somebody had told what it is like.
function dropOne(planning: Planning, plan: Row, targets: readonly string[], at: number): void {
  const { rows, chance, now, occupations } = planning
  const code = occupations.find((occupation) => !targets.includes(occupation))
  if (targets.length === 3 || code === undefined) return
  const [addedAt, droppedAt] = [at + 0.05 * (now - at), at + 0.1 * (now - at)]
  const id = addTarget(planning, String(plan.id), code, targets.length + 1, addedAt)
  const target = rows.of('target_occupations').at(-1) as Row
  Object.assign(target, { dropped_at: iso(droppedAt), drop_reason: chance.pick(['Not for me.', 'It is done alone.']) })
  Object.assign(plan, { version: 3, updated_at: iso(droppedAt) })
  const studentId = String(plan.student_id)
  const payload = { from: 'ACTIVE', status: 'ACTIVE', studentId }
  const [by, subject] = [personActor(studentId), String(plan.id)]
  rows.record('exploration_plan.target_added', 'ExplorationPlan', subject, addedAt, by, { ...payload, targetId: id })
  const dropped = { ...payload, droppedTargetId: id }
  rows.record('exploration_plan.target_dropped', 'ExplorationPlan', subject, droppedAt, by, dropped)
}

function addCounselor(planning: Planning, studentId: string, plan_id: string, at: number): void {
  const { rows, chance, now, counselors } = planning
  const counselorId = chance.pick(counselors)
  const pair = { student_id: studentId, counselor_id: counselorId }
  const id = chance.id(at)
  const stamps = { version: 1, updated_at: iso(at) }
  rows.add('counselor_assignments', { id, ...pair, since: iso(at), until: null, ...stamps })
  const ids = { studentId, counselorId }
  const by = personActor(counselorId)
  rows.record('counselor_assignment.made', 'CounselorAssignment', id, at, by, { ...ids, isCurrent: true })
  if (!chance.is(0.6)) return
  const heldAt = at + chance.next() * Math.min(20 * day, 0.8 * (now - at))
  const session = chance.id(heldAt)
  const logged = { logged_by_id: counselorId, version: 1, created_at: iso(heldAt), updated_at: iso(heldAt) }
  const held = { plan_id, held_at: iso(heldAt), note: chance.pick(notes) }
  rows.add('counseling_sessions', { id: session, ...pair, ...held, ...logged })
  rows.record('counseling_session.logged', 'CounselingSession', session, heldAt, by, { ...ids, planId: plan_id })
}
