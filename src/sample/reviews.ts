import { Chance } from './chance.ts'
import { type CampusRows, day, iso, personActor, type Row } from './rows.ts'

const wishes = ['Is it too long?', 'Would you want to talk to me after this?', 'Does it say what I want to learn?']
const approvals = ['Clear and short. Use it.', 'Good. Say the last sentence first, and it is even better.']
const returns = ['It is about you only. Say what you want to learn.', 'Which team do you mean? Name it.']

/**
 * What counselors said to some of the pitches; a few wait, each for a counselor by name or for anybody. From chances of
 * its own, so that everything before it stays as it is.
 */
export function addReviews(rows: CampusRows, seed: number, now: number): void {
  const chance = new Chance(seed + 600_000)
  const counselors = rows.of('staff_roles').flatMap(({ role, person_id }) => (role === 'COUNSELOR' ? [person_id] : []))
  if (counselors.length === 0) return
  for (const pitch of rows.of('pitches'))
    if (chance.is(0.3)) addReview(rows, chance, pitch, String(chance.pick(counselors)), now)
}

function addReview(rows: CampusRows, chance: Chance, pitch: Row, counselorId: string, now: number): void {
  const requestedAt = Date.parse(String(pitch.created_at)) + day / 24
  if (requestedAt > now) return
  const decidedAt = requestedAt + chance.int(1, 5) * day
  const isWaiting = decidedAt > now
  const status = isWaiting ? 'PENDING' : chance.is(0.7) ? 'APPROVED' : 'RETURNED'
  const studentId = String(pitch.student_id)
  const addressee = chance.is(0.5) ? counselorId : null
  const id = chance.id(requestedAt)
  rows.add('reviews', {
    id,
    subject_type: 'PITCH',
    subject_id: pitch.id,
    subject_version: pitch.number,
    subject_mark: String(pitch.number),
    student_id: studentId,
    counselor_id: addressee,
    status,
    message: chance.pick(wishes),
    requested_at: iso(requestedAt),
    decided_at: isWaiting ? null : iso(decidedAt),
    decided_by_id: isWaiting ? null : counselorId,
    version: isWaiting ? 1 : 2,
    updated_at: iso(isWaiting ? requestedAt : decidedAt)
  })
  const about = { subjectType: 'PITCH', subjectId: pitch.id, studentId, counselorId: addressee }
  rows.record('review.requested', 'Review', id, requestedAt, personActor(studentId), { status: 'PENDING', ...about })
  if (isWaiting) return
  const text = chance.pick(status === 'APPROVED' ? approvals : returns)
  const comment = { id: chance.id(decidedAt), review_id: id, author_id: counselorId, text }
  rows.add('review_comments', { ...comment, created_at: iso(decidedAt) })
  const decision = `review.${status.toLowerCase()}`
  rows.record(decision, 'Review', id, decidedAt, personActor(counselorId), { status, ...about })
}
