import { newId } from '../../src/db/ids.ts'
import { campusScopes } from '../../src/jobs/campuses.ts'
import { sendFollowUps } from '../../src/modules/followups/followups.jobs.ts'
import { noPost } from '../../src/ports/mail.ts'
import { keep, talk } from '../modules/followups/owed.ts'
import { meetingOf } from '../modules/meetings/meeting-seed.ts'
import { contactRow } from '../permissions/filled-contacts.ts'
import { commitmentRow, followUpRow } from '../permissions/filled-followups.ts'
import type { TestApp } from '../support/app.ts'
import type { Campus } from '../support/campus.ts'
import { graphql, mutate } from '../support/graphql.ts'

/** Does with follow-ups and promises what can be done, so that every statement of theirs has been sent. */
export async function walkFollowUps(app: TestApp, home: Campus): Promise<void> {
  const { student, mentor, meetingId } = await talk(home)
  await mutate(app, student, 'completeMeeting', { id: meetingId }, 'meeting { id }')
  const unspoken = await meetingOf(home, { student, mentor })
  const [contactId, toContact, due, missed, morning] = [newId(), newId(), newId(), newId(), newId()]
  const dueAt = new Date(Date.parse(app.clock.now()) + 60_000).toISOString()
  const promise = { studentId: student.id, mentorId: mentor.id, meetingId, remindAt: app.clock.now(), overdueAt: dueAt }
  await home.run(
    contactRow({ id: contactId, ownerId: student.id, occupationCode: null }),
    followUpRow({ id: toContact, ownerId: student.id, contactId, kind: 'UPDATE' }),
    followUpRow({ id: due, ownerId: student.id, personId: mentor.id, dueAt }),
    followUpRow({ id: missed, ownerId: student.id, personId: mentor.id, dueAt: '2026-02-01T09:00:00.000Z' }),
    commitmentRow({ id: morning, ...promise })
  )
  await keep(app)
  await mutate(app, student, 'cancelMeeting', { id: unspoken }, 'meeting { id }')
  await graphql(app, student, `{ followUpDraft(id: "${due}") { text } }`)
  for (const id of [due, toContact])
    await mutate(app, student, 'sendFollowUp', { id, subject: 'Hello', text: 'My own words.' }, 'followUp { id }')
  await mutate(
    app,
    student,
    'completeFollowUp',
    { id: missed },
    'followUp { owner { id } person { id } contact { id } }'
  )
  await sendFollowUps.run(() => campusScopes(app.database, app.clock), { post: { ...noPost, isOn: true } })
  const made = async () => {
    const input = { meetingId, text: 'Read.', dueOn: '2027-01-01' }
    return (await mutate(app, student, 'makeCommitment', input, 'commitment { id meeting { id } }')).commitment.id
  }
  const [kept, dropped] = [await made(), await made()]
  await mutate(app, student, 'updateCommitment', { id: kept, dueOn: '2027-01-02' }, 'commitment { student { id } }')
  await mutate(app, student, 'reportBack', { id: kept, note: 'Done.' }, 'commitment { mentor { id } }')
  await mutate(app, student, 'dropCommitment', { id: dropped, reason: 'No.' }, 'commitment { id }')
  const lists = [
    `followUps(filter: { kind: THANK_YOU, status: PENDING, isOverdue: true, dueFrom: "2026-01-01T00:00:00Z", dueBefore: "2027-01-01T00:00:00Z", ownerId: "${student.id}", personId: "${mentor.id}" })`,
    `commitments(filter: { status: OPEN, isOverdue: true, dueFrom: "2026-01-01", dueBefore: "2027-01-01", meetingId: "${meetingId}", studentId: "${student.id}", mentorId: "${mentor.id}" })`
  ]
  for (const list of lists) await graphql(app, student, `{ ${list} { totalCount nodes { id } } }`)
  await graphql(
    app,
    student,
    `{ meetings { nodes { thankYou { status } } } commitmentFigures(personId: "${student.id}") { made } }`
  )
}
