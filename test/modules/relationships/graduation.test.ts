import t from 'tap'
import { type TestApp, testApp } from '../../support/app.ts'
import { type Campus, campus, type Someone } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { meetingOf } from '../meetings/meeting-seed.ts'
import { draft } from '../requests/sent-request.ts'
import { age, completed, inDays, relationshipOf } from './related.ts'

const jan = { givenName: 'Jan', kind: 'EXISTING', source: 'PROFESSOR', notes: 'Knows the field.' }

/** A student with something of everything that is kept about others, and the relationship's id. */
async function settledStudent(app: TestApp, home: Campus) {
  const student = await home.student({ isDirectoryOptedOut: true })
  const mentor = await home.mentor()
  await meetingOf(home, { student, mentor }, completed)
  await age(app)
  const { id } = await relationshipOf(app, home, { student, mentor })
  const { contact } = await mutate(app, student, 'createContact', jan, 'contact { id }')
  await mutate(app, student, 'setUpdateCadence', { contactId: contact.id, everyDays: 14 }, '')
  await mutate(app, student, 'snoozeUpdate', { relationshipId: id, until: inDays(app, 30) }, '')
  await mutate(app, student, 'logTouchpoint', { contactId: contact.id, kind: 'EMAIL', note: 'On the fair.' }, '')
  await mutate(app, mentor, 'proposeMentorship', { id, message: 'Stay in touch.' }, '')
  await mutate(app, student, 'startUpdate', { contactId: contact.id }, '')
  return { student, mentor, id, contactId: contact.id as string }
}

/** All that somebody reads of their own. */
async function ownWorld(app: TestApp, home: Campus, who: Someone, ids: { id: string; contactId: string }) {
  const whole = `{ viewer { id person { id name isDirectoryOptedOut } }
    relationships { nodes { id stage stageSince version allowedActions mentorshipProposal { status message }
      history { stage since until } warmth { score } updateCadence { snoozedUntil version } mentor { id } } }
    contacts { nodes { id name notes version updateCadence { everyDays } warmth { score } touchpoints { kind note } } }
    duePeople(filter: { dueUntil: "${inDays(app, 365)}" }) { nodes { name dueAt everyDays contact { id } } }
    meetings { nodes { id status } } followUps { nodes { id kind status dueAt } } meetingRequests { nodes { id status } } }`
  const { data, errors } = await graphql(app, who, whole)
  const paths = [`/v1/relationships/${ids.id}`, `/v1/contacts/${ids.contactId}`, '/v1/due-people', '/v1/touchpoints']
  const bodies = await Promise.all(paths.map(async (path) => (await rest(app, who, 'GET', path)).body))
  const isHidden = (await rest(app, await home.mentor(), 'GET', `/v1/people/${who.id}`)).status
  return { errors, data, bodies, isHidden }
}

t.test('a student who becomes an alum is the same person with the same history (S#73)', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const machine = await home.machine()
  const alum = [{ kind: 'ALUM', startedOn: '2026-03-01' }]
  const graduations: Record<string, (student: Someone) => Promise<unknown>> = {
    'by the nightly batch of people': ({ id }) => {
      const person = {
        externalId: `x-${id}`,
        subject: id,
        givenName: 'Ada',
        familyName: 'Graduate',
        affiliations: alum
      }
      return mutate(app, machine, 'upsertPeople', { people: [person] }, 'rows { result personId }')
    },
    'by one change at the other door': ({ id }) =>
      rest(app, machine, 'PATCH', `/v1/people/${id}`, { affiliations: alum, familyName: 'Graduate' })
  }

  for (const [name, graduate] of Object.entries(graduations))
    t.test(name, async (t) => {
      const { student, mentor, ...ids } = await settledStudent(app, home)
      await mutate(app, student, 'updateStudentProfile', { personId: student.id, interests: ['law'] }, '')
      const before = await ownWorld(app, home, student, ids)
      t.match(before, {
        errors: undefined,
        data: { relationships: { nodes: [{ stage: 'INTERVIEWED' }] } },
        isHidden: 404
      })
      const answer = JSON.stringify(await graduate(student))
      t.match(answer, student.id)
      const seen = await graphql(app, student, '{ viewer { id roles } }')
      t.same(seen.data.viewer, { id: student.id, roles: ['ALUM'] })
      const after = await ownWorld(app, home, student, ids)
      after.data.viewer.person.name = before.data.viewer.person.name
      t.same(after, before)

      t.match(await mutate(app, student, 'acceptMentorship', { id: ids.id }, 'relationship { stage }'), {
        relationship: { stage: 'MENTORSHIP' }
      })
      const logged = { contactId: ids.contactId, kind: 'UPDATE' }
      t.match(await mutate(app, student, 'logTouchpoint', logged, 'touchpoint { kind }'), { problems: [] })
      t.match(await mutate(app, mentor, 'endRelationship', { id: ids.id }, ''), { problems: [] })

      const profile = {
        personId: student.id,
        headline: 'Law',
        seniority: 'ENTRY',
        topics: ['law'],
        motivations: ['GIVE_BACK'],
        capacity: 2
      }
      t.match(await mutate(app, student, 'updateMentorProfile', profile, 'person { id }'), { problems: [] })
      await rest(app, machine, 'PATCH', `/v1/people/${student.id}`, { isDirectoryOptedOut: false })
      const asker = await home.student()
      const asked = { mentorId: student.id, ...draft }
      const { meetingRequest } = await mutate(app, asker, 'createMeetingRequest', asked, 'meetingRequest { id }')
      const sent = await mutate(
        app,
        asker,
        'sendMeetingRequest',
        { id: meetingRequest.id },
        'meetingRequest { status }'
      )
      t.match(sent, { problems: [], meetingRequest: { status: 'SENT' } }, 'and may be asked in turn (S#17)')
    })
})
