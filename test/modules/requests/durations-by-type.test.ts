import t from 'tap'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { counter, inDays } from './countered-request.ts'
import { draft } from './sent-request.ts'

const short = { type: 'HIRING_MANAGER', min: 10, max: 20, default: 15 }
const hiring = { ...draft, type: 'HIRING_MANAGER', targetRole: 'Analyst' }
const out = { code: 'DURATION_OUT_OF_BOUNDS', path: ['durationMinutes'] }

t.test('how long a conversation lasts may differ by type (S#28)', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const [admin, student] = [await home.admin(), await home.student()]
  const set = (who: Someone, durationMinutesByType: unknown) =>
    rest(app, who, 'PATCH', '/v1/institution/policy', { durationMinutesByType })
  const made = async (fields: object) =>
    rest(app, student, 'POST', '/v1/meeting-requests', { mentorId: (await home.mentor()).id, ...fields })

  t.test('an admin says so in a list, each type once, and reads it at both doors', async (t) => {
    t.match(await set(admin, [short]), { status: 200, body: { policy: { durationMinutesByType: [short] } } })
    const { data } = await graphql(
      app,
      student,
      '{ institution { policy { durationMinutesByType { type min max default } } } }'
    )
    t.same(data.institution.policy.durationMinutesByType, [short])
    const refused: [object[], string[]][] = [
      [[{ ...short, min: 4 }], ['0', 'min']],
      [[{ ...short, max: 241 }], ['0', 'max']],
      [
        [short, { ...short, default: 9 }],
        ['1', 'type']
      ],
      [[{ ...short, default: 21 }], ['0', 'default']],
      [[{ ...short, min: 20, max: 10 }], ['0', 'default']]
    ]
    for (const [list, at] of refused) {
      const path = ['durationMinutesByType', ...at]
      t.match(await set(admin, list), { status: 422, body: { code: 'INVALID_INPUT', path } }, JSON.stringify(list))
      const input = { durationMinutesByType: list }
      t.match((await mutate(app, admin, 'updateInstitutionPolicy', input, '')).problems, [
        { code: 'INVALID_INPUT', path }
      ])
    }
    t.equal((await set(admin, [{ ...short, type: 'COFFEE' }])).status, 422)
    t.match(await set(student, [short]), { status: 403 })
  })

  t.test('a draft, its change and its sending keep the bounds of its type', async (t) => {
    t.match((await made(hiring)).body, { durationMinutes: 15 }, "the type's own default")
    t.match((await made(draft)).body, { durationMinutes: 30 }, "and the campus's for the others")
    for (const [durationMinutes, status] of [
      [9, 422],
      [10, 201],
      [20, 201],
      [21, 422]
    ] as const)
      t.equal((await made({ ...hiring, durationMinutes })).status, status, `${durationMinutes} minutes`)
    const { body } = await made({ ...draft, targetRole: 'Analyst', durationMinutes: 60 })
    const change = (fields: object) => rest(app, student, 'PATCH', `/v1/meeting-requests/${body.id}`, fields)
    t.match((await change({ type: 'HIRING_MANAGER' })).body, { ...out, detail: /10 to 20/ }, 'what stands is too long')
    t.match((await change({ type: 'HIRING_MANAGER', durationMinutes: 20 })).body, { durationMinutes: 20 })
    await set(admin, [{ ...short, max: 18 }])
    t.match((await rest(app, student, 'POST', `/v1/meeting-requests/${body.id}/send`)).body, out)
    t.equal((await change({ topic: 'A week' })).status, 200, 'what is not changed is not held against it')
    await set(admin, [])
    t.equal((await rest(app, student, 'POST', `/v1/meeting-requests/${body.id}/send`)).status, 200)
  })

  t.test('so does its acceptance, and a mentor proposes another length instead', async (t) => {
    const [asker, mentor] = [await home.student(), await home.mentor()]
    const { body } = await rest(app, asker, 'POST', '/v1/meeting-requests', { mentorId: mentor.id, ...hiring })
    t.equal(body.durationMinutes, 30)
    await rest(app, asker, 'POST', `/v1/meeting-requests/${body.id}/send`)
    await set(admin, [short])
    const startsAt = inDays(app, 3)
    const accept = () => rest(app, mentor, 'POST', `/v1/meeting-requests/${body.id}/accept`, { startsAt })
    t.match(await accept(), { status: 422, body: out })
    t.match((await counter(app, mentor, body.id)).problems, [out], 'the length that stands is no longer one')
    const { counterProposal } = await counter(app, mentor, body.id, { durationMinutes: 20 })
    await set(admin, [{ ...short, max: 18 }])
    const url = `/v1/counter-proposals/${counterProposal.id}/accept`
    t.match(await rest(app, asker, 'POST', url, { startsAt }), { status: 422, body: out })
    await set(admin, [short])
    t.match(await rest(app, asker, 'POST', url, { startsAt }), { status: 200, body: { status: 'ACCEPTED' } })
  })
})
