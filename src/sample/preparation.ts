import { Chance } from './chance.ts'
import { type CampusRows, day, iso, personActor, type Row } from './rows.ts'

const kinds = ['FIELD', 'ORGANIZATION', 'COMPETITORS', 'PERSON']
const found: Record<string, string> = {
  FIELD:
    'Most people come to the work by way of an internship, and the first two years are spent beside somebody senior.',
  ORGANIZATION: 'They grew by buying two smaller firms, and hire for the new office from September on.',
  COMPETITORS: 'Two others of the same size sell to hospitals; a third is much larger and does everything.',
  PERSON: 'Changed sides after six years, gave a talk on it, and writes about what was hard.'
}
const pitches = [
  'I study how things are made, I like to take them apart, and I want to learn how people choose their first team.',
  'I came late to this subject from another, and I look for somebody who did the same and is glad of it.',
  'I have built two small projects with friends. I want to know what changes when others depend on them.'
]
const reflections = ['I spoke too fast.', 'My second question was two questions.', 'I forgot to ask for names.']

interface Prepared {
  rows: CampusRows
  chance: Chance
  /** One a student, however many requests they make. */
  pitchOf: Map<string, Row & { id: string }>
}

/**
 * How some students prepared for the requests that they sent: notes, a pitch, a practice with a friend. From chances of
 * its own, so that everything before it stays as it is.
 */
export function addPreparation(rows: CampusRows, seed: number, now: number): void {
  const prepared: Prepared = { rows, chance: new Chance(seed + 500_000), pitchOf: new Map() }
  for (const request of rows.of('meeting_requests')) {
    const createdAt = Date.parse(String(request.created_at))
    if (prepared.chance.is(0.3)) addNotes(prepared, request, createdAt)
    if (request.sent_at === null || !prepared.chance.is(0.25)) continue
    const pitch = pitchFor(prepared, request, createdAt)
    if (prepared.chance.is(0.4)) addPractice(prepared, request, pitch.id, createdAt, now)
  }
}

function addNotes({ rows, chance }: Prepared, { id, student_id }: Row, at: number): void {
  for (const kind of chance.some(kinds, chance.int(1, 4))) {
    const note = rows.add('research_notes', {
      id: chance.id(at),
      student_id,
      kind,
      request_id: id,
      occupation_code: null,
      organization: null,
      text: found[kind],
      sources: kind === 'FIELD' ? [{ title: 'Occupational Outlook Handbook', url: 'https://www.bls.gov/ooh/' }] : [],
      ...stamps(at)
    })
    const about = { kind, studentId: student_id, requestId: id }
    rows.record('research_note.saved', 'ResearchNote', note.id, at, personActor(String(student_id)), about)
  }
}

const stamps = (at: number) => ({ version: 1, created_at: iso(at), updated_at: iso(at) })

function pitchFor({ rows, chance, pitchOf }: Prepared, request: Row, at: number): Row {
  const studentId = String(request.student_id)
  const known = pitchOf.get(studentId)
  // A pitch that was written later can't have gone with an earlier request.
  if (known && String(known.created_at) <= String(request.created_at)) {
    request.pitch_version_id = known.version_id
    return known
  }
  if (known) return known
  const [id, versionId] = [chance.id(at), chance.id(at)]
  rows.add('pitches', { id, student_id: studentId, title: 'Who I am', number: 1, archived_at: null, ...stamps(at) })
  rows.add('pitch_versions', {
    id: versionId,
    pitch_id: id,
    number: 1,
    text: chance.pick(pitches),
    created_at: iso(at)
  })
  rows.record('pitch.created', 'Pitch', id, at, personActor(studentId), { studentId, number: 1 })
  request.pitch_version_id = versionId
  const pitch = { id, version_id: versionId, created_at: iso(at) }
  pitchOf.set(studentId, pitch)
  return pitch
}

function addPractice({ rows, chance }: Prepared, request: Row, pitchId: unknown, at: number, now: number): void {
  const studentId = String(request.student_id)
  const heldAt = Math.min(at + chance.int(1, 3) * day, now - day / 4)
  const isHeld = heldAt > at
  const session = rows.add('mock_sessions', {
    id: chance.id(at),
    student_id: studentId,
    kind: 'INFORMATIONAL',
    status: isHeld ? 'HELD' : 'PLANNED',
    partner_name: chance.pick(['My sister', 'A friend from home', 'My uncle']),
    request_id: request.id,
    pitch_id: pitchId,
    scheduled_for: iso(at + day),
    held_at: isHeld ? iso(heldAt) : null,
    self_rating: isHeld ? chance.int(2, 5) : null,
    self_reflection: isHeld ? chance.pick(reflections) : null,
    ...stamps(at),
    ...(isHeld && { version: 2, updated_at: iso(heldAt) })
  })
  const about = { status: 'PLANNED', studentId, partnerId: null, scheduledFor: iso(at + day) }
  rows.record('mock_session.planned', 'MockSession', session.id, at, personActor(studentId), about)
  if (isHeld) {
    const held = { ...about, status: 'HELD' }
    rows.record('mock_session.held', 'MockSession', session.id, heldAt, personActor(studentId), held)
  }
}
