import type { TestApp } from '../support/app.ts'
import type { Campus } from '../support/campus.ts'
import { graphql, mutate } from '../support/graphql.ts'

/** Does with contacts what can be done, so that every statement of theirs has been sent. */
export async function walkContacts(app: TestApp, home: Campus): Promise<void> {
  const [student, mentor] = [await home.student(), await home.mentor()]
  const made = { givenName: 'Sam', kind: 'TARGET', source: 'FRIEND' }
  const add = async (fields: object) =>
    (await mutate(app, student, 'createContact', { ...made, ...fields }, 'contact { id }')).contact.id
  const first = await add({ personId: mentor.id })
  const second = await add({ introducedById: first })
  await mutate(app, student, 'updateContact', { id: first, title: 'Engineer', isArchived: true }, 'contact { id }')
  const touchpoints = [{ contactId: second }, { mentorId: mentor.id }].map(async (subject) => {
    const fields = { kind: 'EMAIL', ...subject }
    return (await mutate(app, student, 'logTouchpoint', fields, 'touchpoint { id contact { id } mentor { id } }'))
      .touchpoint
  })
  const [one, other] = await Promise.all(touchpoints)
  await mutate(app, student, 'updateTouchpoint', { id: one.id, note: 'Hello' }, 'touchpoint { id }')
  await mutate(app, student, 'removeTouchpoint', { id: other.id }, 'touchpoint { id }')
  const milestone = { title: 'An award', occurredOn: '2026-02-20' }
  const { id } = (await mutate(app, mentor, 'addMilestone', milestone, 'milestone { id }')).milestone
  const filters = [
    `contacts(filter: { text: "sam", kind: TARGET, source: FRIEND, isArchived: true, personId: "${mentor.id}" }, orderBy: { field: UPDATED_AT })`,
    `contacts(filter: { introducedById: "${first}", connectionState: NONE }, orderBy: { field: CREATED_AT })`,
    `touchpoints(filter: { mentorId: "${mentor.id}", kind: EMAIL, occurredFrom: "2026-01-01T00:00:00Z" })`,
    `milestones(filter: { mentorId: "${mentor.id}", occurredFrom: "2026-01-01", occurredBefore: "2027-01-01" })`
  ]
  for (const filter of filters) await graphql(app, student, `{ ${filter} { totalCount nodes { id } } }`)
  await graphql(app, student, '{ contacts { nodes { introducedBy { id } person { id } touchpoints { id } } } }')
  await mutate(app, mentor, 'removeMilestone', { id }, 'milestone { id }')
  const content = 'givenName,email\r\nSam,sam@lab.example\r\nJan,\r\n'
  await mutate(app, student, 'importContacts', { format: 'CSV', content }, 'rows { result }')
  await mutate(app, student, 'removeContact', { id: first }, 'contact { id }')
  await graphql(
    app,
    await home.counselor(),
    '{ touchesBeforeFirstAsk(filter: { type: HIRING_MANAGER }) { rows { asks } } }'
  )
}
