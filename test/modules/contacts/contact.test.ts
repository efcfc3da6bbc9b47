import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { mutate, rest } from '../../support/graphql.ts'
import { seedTaxonomy } from '../people/taxonomy-seed.ts'

const fields = `contact { id uid name givenName familyName organization title email phone profileUrl kind source
  person { id } introducedBy { id } occupation { code } whatIsUnique notes connectionState isArchived version }`
const jan = { givenName: 'Jan', familyName: 'Kowalski', kind: 'EXISTING', source: 'FAMILY' }

t.test('contacts of a student', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  await seedTaxonomy(home)
  const [student, mentor] = [await home.student(), await home.mentor()]
  const add = (more: object = {}, who = student) => mutate(app, who, 'createContact', { ...jan, ...more }, fields)
  const change = (id: string, more: object) => mutate(app, student, 'updateContact', { id, ...more }, fields)
  const changesOf = async (id: string) =>
    home.run(sql`select a.action, a.changes, e.payload from audit_events a
      join domain_events e on e.tenant_id = ${tenant} and e.audit_event_id = a.id
      where a.tenant_id = ${tenant} and a.subject_id = ${id} order by a.id`)

  t.test('hold all there is to know of somebody, on the platform or off it (S#10, S#11, S#71)', async (t) => {
    const { contact: aunt } = await add({ familyName: null })
    const all = {
      organization: 'Lakeside Labs',
      title: 'Engineer',
      email: 'jan@lakeside.example',
      phone: '+1 312 555 0199',
      profileUrl: 'https://network.example/jan',
      whatIsUnique: 'Music first.',
      notes: 'Met at the fair.\r\nTall.',
      connectionState: 'REQUESTED'
    }
    const links = { personId: mentor.id, introducedById: aunt.id, occupation: '15-1252.00' }
    const { contact, problems } = await add({ ...all, ...links })
    t.same(problems, [])
    t.match(aunt, {
      name: 'Jan',
      kind: 'EXISTING',
      source: 'FAMILY',
      connectionState: 'NONE',
      isArchived: false,
      version: 1
    })
    t.match(contact, {
      ...all,
      notes: 'Met at the fair.\nTall.',
      name: 'Jan Kowalski',
      uid: `urn:uuid:${contact.id}`,
      person: { id: mentor.id },
      introducedBy: { id: aunt.id },
      occupation: { code: '15-1252.00' }
    })
    const { body, headers } = await rest(app, student, 'GET', `/v1/contacts/${contact.id}`)
    t.match(body, { ...all, notes: contact.notes, ...links, name: 'Jan Kowalski', version: 1 })
    t.match(headers.etag, /^"1\./)
  })

  t.test('leave no word of what they say in the audit trail and in events', async (t) => {
    const { contact } = await add({ notes: 'SECRET', email: 'secret@lab.example' })
    await change(contact.id, { notes: 'SECRET TOO', title: 'SECRET' })
    await change(contact.id, { title: 'SECRET' })
    await mutate(app, student, 'removeContact', { id: contact.id }, fields)
    const changes = await changesOf(contact.id)
    const ownerId = student.id
    const firstFields = ['givenName', 'familyName', 'email', 'kind', 'source', 'notes']
    t.same(changes, [
      { action: 'contact.created', changes: { ownerId, changed: firstFields }, payload: { ownerId } },
      { action: 'contact.updated', changes: { ownerId, changed: ['title', 'notes'] }, payload: { ownerId } },
      { action: 'contact.removed', changes: { ownerId, changed: [] }, payload: { ownerId } }
    ])
    t.notMatch(JSON.stringify(changes), /secret|jan|kowalski/i)
  })

  t.test('change by what is given, null empties, and an old version is refused at both doors', async (t) => {
    const { contact } = await add({ organization: 'Acme', title: 'Analyst' })
    const { id } = contact
    t.match(await change(id, { organization: null, isArchived: true, expectedVersion: 1 }), {
      contact: { organization: null, title: 'Analyst', isArchived: true, version: 2 }
    })
    t.match(await change(id, { expectedVersion: 1 }), { problems: [{ code: 'VERSION_CONFLICT', currentVersion: 2 }] })
    t.match(await change(id, { title: 'Analyst' }), { contact: { version: 2 } }, 'what is the same changes nothing')
    const answer = await app.inject({
      method: 'PATCH',
      url: `/v1/contacts/${id}`,
      headers: { authorization: `Bearer ${student.token}`, 'if-match': '"1.x"' },
      payload: { title: 'Engineer' }
    })
    t.match([answer.statusCode, answer.json().code], [412, 'PRECONDITION_FAILED'])
  })

  t.test('are deleted for good with their touchpoints, and whom they introduced stays', async (t) => {
    const { contact } = await add()
    const { id } = contact
    const { contact: introduced } = await add({ introducedById: id })
    const logged = await mutate(app, student, 'logTouchpoint', { contactId: id, kind: 'EMAIL' }, 'touchpoint { id }')
    const { status, body } = await rest(app, student, 'DELETE', `/v1/contacts/${id}`)
    t.match([status, body.id], [200, id])
    t.equal((await rest(app, student, 'GET', `/v1/contacts/${id}`)).status, 404)
    t.equal((await rest(app, student, 'GET', `/v1/touchpoints/${logged.touchpoint.id}`)).status, 404)
    t.match((await change(introduced.id, {})).contact, { introducedBy: null, version: 2 })
    t.same(
      (await changesOf(logged.touchpoint.id)).map(({ action }) => action),
      ['touchpoint.logged', 'touchpoint.removed']
    )
    t.same(
      (await changesOf(introduced.id)).map(({ action }) => action),
      ['contact.created', 'contact.updated']
    )
    t.match(await mutate(app, student, 'removeContact', { id }, fields), { problems: [{ code: 'NOT_FOUND' }] })
  })
})
