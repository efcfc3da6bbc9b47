import { newId } from '../../src/db/ids.ts'
import { sql } from '../../src/db/sql.ts'
import { insertRow } from '../../src/db/statements.ts'
import type { TestApp } from '../support/app.ts'
import { campus } from '../support/campus.ts'
import { accountabilityThere } from './neighbour-accountability.ts'
import { cardsThere } from './neighbour-cards.ts'
import { contactsThere } from './neighbour-contacts.ts'
import { followUpsThere } from './neighbour-followups.ts'
import { landingsThere } from './neighbour-landings.ts'
import { depthThere } from './neighbour-outcome-depth.ts'
import { plansThere } from './neighbour-plans.ts'
import { preparationThere } from './neighbour-preparation.ts'
import { questionsThere } from './neighbour-questions.ts'
import { relationshipsThere } from './neighbour-relationships.ts'
import { reviewsThere } from './neighbour-reviews.ts'

/** Stands in every text of the neighbour's rows: an answer to somebody of another campus that holds it is a leak. */
export const marker = 'NEIGHBOUR-ONLY'

const id = sql`1`
const at = '2026-02-02T10:00:00.000Z'
const stamps = { version: 1, createdAt: at, updatedAt: at }

/** Another campus with one of everything, and the ids of it. */
export async function neighbour(app: TestApp) {
  const there = await campus(app)
  const student = await there.student({ givenName: marker, email: `${marker}@campus.example` })
  const mentor = await there.mentor({
    givenName: marker,
    mentor: { headline: marker, searchText: marker.toLowerCase() }
  })
  const other = await there.mentor({ givenName: marker })
  const ids = {
    request: newId(),
    sent: newId(),
    meeting: newId(),
    outcome: newId(),
    referral: newId(),
    counter: newId()
  }
  const people = { studentId: student.id, mentorId: mentor.id }
  const request = {
    type: 'COMPANY_INSIDER',
    targetOrganization: marker,
    topicKind: 'POSITION',
    topic: marker,
    whyYou: marker,
    message: marker,
    purposes: [],
    proposedTimes: [],
    durationMinutes: 30,
    channel: 'VIDEO',
    sentAt: at,
    expiresAt: '2026-12-31T10:00:00.000Z',
    ...stamps
  }
  const meeting = {
    requestId: ids.request,
    status: 'COMPLETED',
    startsAt: at,
    completedAt: at,
    durationMinutes: 30,
    channel: 'VIDEO',
    location: marker
  }
  const lists = { nextSteps: [marker], qualificationsLearned: [], careersDiscovered: [] }
  const countered = { counteredBy: 'MENTOR', counterCount: 1 }
  const counter = {
    requestId: ids.sent,
    ordinal: 1,
    proposedById: other.id,
    proposedTimes: ['2026-03-09T16:00:00.000Z'],
    channel: 'PHONE',
    durationMinutes: 20,
    note: marker,
    createdAt: at
  }
  const cards = cardsThere({ ...people, requestId: ids.request, meetingId: ids.meeting }, marker)
  const contacts = contactsThere(people, marker)
  const followUps = followUpsThere(people, ids.meeting, marker)
  const depth = depthThere({ ...people, requestId: ids.request, outcomeId: ids.outcome }, marker)
  await there.run(
    insertRow('meeting_requests', { id: ids.request, status: 'ACCEPTED', answeredAt: at, ...people, ...request }, id),
    insertRow(
      'meeting_requests',
      { id: ids.sent, status: 'SENT', studentId: student.id, mentorId: other.id, ...request, ...countered },
      id
    ),
    insertRow('counter_proposals', { id: ids.counter, ...counter }, id),
    insertRow('meetings', { id: ids.meeting, ...people, ...meeting, ...stamps }, id),
    insertRow(
      'outcomes',
      {
        id: ids.outcome,
        meetingId: ids.meeting,
        ...people,
        fitVerdict: 'FITS',
        learned: marker,
        ...lists,
        version: 1,
        loggedAt: at,
        updatedAt: at
      },
      id
    ),
    insertRow(
      'referrals',
      {
        id: ids.referral,
        studentId: student.id,
        referredById: mentor.id,
        outcomeId: ids.outcome,
        externalName: marker,
        createdAt: at
      },
      id
    ),
    ...cards.rows,
    ...contacts.rows,
    ...followUps.rows,
    ...depth.rows
  )
  const prepared = preparationThere(student.id, ids.sent, marker)
  const reviewed = reviewsThere(student.id, ids.sent, marker)
  await there.run(...prepared.rows, ...reviewed.rows)
  const planned = plansThere(student.id, (await there.counselor({ givenName: marker })).id, marker)
  await there.run(...planned.rows)
  const asked = questionsThere({ requestId: ids.sent, studentId: student.id, mentorId: other.id }, marker)
  await there.run(...asked.rows)
  const landed = landingsThere({ ...people, meetingId: ids.meeting }, marker)
  await there.run(...landed.rows)
  const related = relationshipsThere(people, marker)
  await there.run(...related.rows)
  const kept = accountabilityThere(people, marker)
  await there.run(...kept.rows)
  const theirs = [depth, kept, related, landed, prepared, reviewed, planned, cards, contacts, followUps, asked]
  const more = theirs.flatMap((some) => some.ids)
  return { there, ids: [student.id, mentor.id, there.tenantId, ...Object.values(ids), ...more] }
}
