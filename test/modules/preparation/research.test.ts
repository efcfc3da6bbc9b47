import t from 'tap'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { seedTaxonomy } from '../people/taxonomy-seed.ts'
import { draftedRequest, longEnough, tooShort } from './prepared.ts'

const kinds = ['FIELD', 'ORGANIZATION', 'COMPETITORS', 'PERSON']
const fields = 'researchNote { id text version sources { title url } occupation { code } organization request { id } }'
const research =
  'query ($id: ID!) { meetingRequest(id: $id) { research { percentComplete items { kind isDone note { text } } } } }'

t.test('homework before a conversation', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  await seedTaxonomy(home)
  const save = (who: Someone, input: object) => mutate(app, who, 'saveResearchNote', input, fields)
  const researchOf = async (who: Someone, id: string) =>
    (await graphql(app, who, research, { id })).data.meetingRequest.research
  const checklist = async (who: Someone, id: string) =>
    (await rest(app, who, 'GET', `/v1/meeting-requests/${id}/research-checklist`)).body

  t.test('is a quarter for each of four subjects, once there is a note as long as the campus asks for', async (t) => {
    const { student, id } = await draftedRequest(app, home)
    t.match(await researchOf(student, id), { percentComplete: 0, items: kinds.map((kind) => ({ kind, note: null })) })
    for (const [index, kind] of kinds.entries()) {
      await save(student, { kind, requestId: id, text: `  ${tooShort}\n ` })
      t.match(await researchOf(student, id), { percentComplete: 25 * index }, 'space around it does not count')
      await save(student, { kind, requestId: id, text: longEnough })
      t.match(await researchOf(student, id), { percentComplete: 25 * (index + 1) })
    }
    t.match(await checklist(student, id), {
      percentComplete: 100,
      items: kinds.map((kind) => ({ kind, isDone: true }))
    })
    const admin = await home.admin()
    await mutate(app, admin, 'updateInstitutionPolicy', { researchNoteMinLength: 41 }, '')
    t.match(await researchOf(student, id), {
      percentComplete: 0,
      items: [{ isDone: false, note: { text: longEnough } }]
    })
    await mutate(app, admin, 'updateInstitutionPolicy', { researchNoteMinLength: 40 }, '')
  })

  t.test('has one note a subject: saved again it is written anew, and two at once are one', async (t) => {
    const { student, id } = await draftedRequest(app, home)
    const note = { kind: 'FIELD', requestId: id }
    const answers = await Promise.all(['a', 'b', 'c', 'd'].map((text) => save(student, { ...note, text })))
    t.same(answers.map(({ researchNote }) => researchNote.version).sort(), [1, 2, 3, 4])
    t.equal(new Set(answers.map(({ researchNote }) => researchNote.id)).size, 1)
    const stale = await save(student, { ...note, text: 'e', expectedVersion: 3 })
    t.match(stale, { researchNote: null, problems: [{ code: 'VERSION_CONFLICT', currentVersion: 4 }] })
    t.match(await save(student, { ...note, text: 'e', expectedVersion: 0 }), {
      problems: [{ code: 'VERSION_CONFLICT' }]
    })
    t.match(await save(student, { ...note, text: 'e', expectedVersion: 4 }), {
      researchNote: { text: 'e', version: 5 }
    })
  })

  t.test('may begin before there is a request, with an occupation or an organization', async (t) => {
    const student = await home.student()
    const field = { kind: 'FIELD', occupation: '15-1252.00', text: 'Much.' }
    t.match(await save(student, field), { researchNote: { occupation: { code: '15-1252.00' }, request: null } })
    t.match(await save(student, field), { researchNote: { version: 2 } })
    const acme = { kind: 'ORGANIZATION', organization: 'Acme', text: 'More.' }
    t.match(await save(student, acme), { researchNote: { organization: 'Acme', version: 1 } })
    t.match(await save(student, { ...acme, organization: 'ACME' }), {
      researchNote: { organization: 'Acme', version: 2 }
    })
    const wrong: [object, string[]][] = [
      [{ ...field, kind: 'PERSON' }, ['occupation']],
      [{ ...acme, kind: 'COMPETITORS' }, ['organization']],
      [{ ...field, organization: 'Acme' }, ['requestId']],
      [{ kind: 'FIELD', text: 'x' }, ['requestId']],
      [{ ...field, occupation: '99-9999.00' }, ['occupation']],
      [{ ...field, occupation: 'a\0b' }, ['occupation']],
      [{ ...acme, organization: 'a\0b' }, ['organization']],
      [{ ...field, text: ' ' }, ['text']],
      [{ ...field, text: 'x'.repeat(10_001) }, ['text']]
    ]
    for (const [input, path] of wrong) t.match(await save(student, input), { researchNote: null, problems: [{ path }] })
  })

  t.test(
    'counts what the student keeps on the same occupation and organization for every request (S#36)',
    async (t) => {
      const { student, id } = await draftedRequest(app, home)
      await mutate(app, student, 'updateMeetingRequest', { id, targetOccupation: '15-1252.00' }, '')
      const other = await draftedRequest(app, home)
      await save(student, { kind: 'FIELD', occupation: '15-1253.00', text: longEnough })
      await save(other.student, { kind: 'FIELD', occupation: '15-1252.00', text: longEnough })
      t.match(await researchOf(student, id), { percentComplete: 0 }, 'of another occupation, or of somebody else')
      await save(student, { kind: 'FIELD', occupation: '15-1252.00', text: longEnough })
      await save(student, { kind: 'ORGANIZATION', organization: 'ACME', text: longEnough })
      app.forget()
      const items = [{ isDone: true, note: { text: longEnough } }, { isDone: true }, { isDone: false, note: null }]
      t.match(await researchOf(student, id), { percentComplete: 50, items })
      await app.settled()
      const count = app.roundTrips.flat().length
      t.match(await checklist(await home.counselor(), id), {
        percentComplete: 50,
        items: [{ note: { requestId: null } }]
      })
      await save(student, { kind: 'FIELD', requestId: id, text: 'Short.' })
      t.match(
        await researchOf(student, id),
        { percentComplete: 50, items },
        'a beginning of its own takes nothing away'
      )
      const own = `Of this request: ${longEnough}`
      await save(student, { kind: 'FIELD', requestId: id, text: own })
      app.forget()
      t.match(await researchOf(student, id), { percentComplete: 50, items: [{ note: { text: own } }] })
      await app.settled()
      t.equal(app.roundTrips.flat().length, count, 'in no more statements')
    }
  )

  t.test('names its sources by web addresses alone', async (t) => {
    const { student, id } = await draftedRequest(app, home)
    const note = { kind: 'FIELD', requestId: id, text: 'Much.' }
    const good = [
      { title: 'Outlook', url: 'https://www.bls.gov/ooh/' },
      { title: null, url: 'http://acme.example' }
    ]
    t.same((await save(student, { ...note, sources: good })).researchNote.sources, good)
    for (const url of [
      'javascript:alert(1)',
      'data:text/html,x',
      'www.acme.example',
      'https://',
      'ftp://acme.example',
      'x'
    ]) {
      const body = { ...note, sources: [{ url: 'https://a.example' }, { url }] }
      const problem = { code: 'INVALID_INPUT', path: ['sources', '1', 'url'] }
      t.match(await save(student, body), { problems: [problem] }, url)
      t.match(await rest(app, student, 'PUT', '/v1/research-notes', body), { status: 422, body: problem })
    }
    const many = Array.from({ length: 21 }, () => ({ url: 'https://a.example' }))
    t.match(await save(student, { ...note, sources: many }), { problems: [{ path: ['sources'] }] })
  })

  t.test('is copied to another request of the same student, but over nothing', async (t) => {
    const { student, id } = await draftedRequest(app, home)
    const next = await draftedRequest(app, home, student)
    const sources = [{ title: null, url: 'https://a.example' }]
    const { researchNote } = await save(student, { kind: 'FIELD', requestId: id, text: longEnough, sources })
    const copy = () => rest(app, student, 'POST', `/v1/research-notes/${researchNote.id}/copy`, { requestId: next.id })
    t.match(await copy(), { status: 201, body: { requestId: next.id, text: longEnough, sources, version: 1 } })
    t.match(await copy(), { status: 409, body: { code: 'RESEARCH_NOTE_EXISTS' } })
    t.match(await researchOf(student, next.id), { percentComplete: 25 })
    const other = await draftedRequest(app, home)
    const stolen = await rest(app, student, 'POST', `/v1/research-notes/${researchNote.id}/copy`, {
      requestId: other.id
    })
    t.match(stolen, { status: 404, body: { path: ['requestId'] } })
    t.match(await rest(app, student, 'DELETE', `/v1/research-notes/${researchNote.id}`), { status: 200 })
    t.match(await rest(app, student, 'GET', `/v1/research-notes/${researchNote.id}`), { status: 404 })
    t.match(await researchOf(student, id), { percentComplete: 0 })
  })
})
