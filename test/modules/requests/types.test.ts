import t from 'tap'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { mutate, rest } from '../../support/graphql.ts'

const said = {
  topicKind: 'CAREER_PATH',
  topic: 'How you got there',
  whyYou: 'You went from the lab to running field trials.'
}
const targets = {
  targetOccupation: '15-1252.00',
  targetOrganization: 'Acme',
  targetRole: 'Analyst',
  targetTeam: 'Data'
}
type Target = keyof typeof targets
const names = Object.keys(targets) as Target[]

// What S#2 asks of each type (the last two by our own rule): the code for what is missing, by what would do.
const needs: Record<string, [Target[], string][]> = {
  CAREER_EXPLORATION: [[['targetOccupation'], 'TARGET_OCCUPATION_REQUIRED']],
  COMPANY_INSIDER: [[['targetOrganization'], 'TARGET_ORGANIZATION_REQUIRED']],
  HIRING_MANAGER: [
    [['targetOrganization'], 'TARGET_ORGANIZATION_REQUIRED'],
    [['targetRole', 'targetTeam'], 'TARGET_ROLE_REQUIRED']
  ]
}

t.test('the three types of interview, with every choice of targets, at both doors (S#1, S#2)', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const choices = Array.from({ length: 2 ** names.length }, (_, bits) => names.filter((_, n) => bits & (1 << n)))
  for (const [type, needed] of Object.entries(needs)) {
    t.test(`${type} is sent exactly when it names what it is about`, async (t) => {
      for (const chosen of choices) {
        const expected = needed.filter(([any]) => !any.some((name) => chosen.includes(name))).map(([, code]) => code)
        const fields = Object.fromEntries(chosen.map((name) => [name, targets[name]]))
        const [student, mentor] = [await home.student(), await home.mentor()]
        const input = { mentorId: mentor.id, type, ...said, ...fields }
        const { meetingRequest } = await mutate(app, student, 'createMeetingRequest', input, 'meetingRequest { id }')
        const { id } = meetingRequest
        const url = `/v1/meeting-requests/${id}/send`
        const byGraphql = () => mutate(app, student, 'sendMeetingRequest', { id }, 'meetingRequest { status }')
        const label = `with ${chosen.join(', ') || 'nothing'}`
        if (expected.length === 0) {
          // Each door in turn, as a request is sent once.
          const isRest = chosen.length % 2 === 0
          const status = isRest
            ? (await rest(app, student, 'POST', url)).body.status
            : (await byGraphql()).meetingRequest.status
          t.equal(status, 'SENT', label)
          continue
        }
        const { problems } = await byGraphql()
        t.same(
          problems.map(({ code }: { code: string }) => code),
          expected,
          label
        )
        const { body } = await rest(app, student, 'POST', url)
        t.same(
          (body.problems ?? [body]).map(({ code }: { code: string }) => code),
          expected,
          `${label} by REST`
        )
        const refusedPaths = problems.map(({ path }: { path: string[] }) => path[0])
        t.same(
          refusedPaths,
          expected.map((code) => needed.find(([, one]) => one === code)?.[0][0])
        )
      }
    })
  }

  t.test('a type that there is not, or none, is refused', async (t) => {
    const [student, mentor] = [await home.student(), await home.mentor()]
    for (const type of ['COFFEE', null, undefined])
      t.equal((await rest(app, student, 'POST', '/v1/meeting-requests', { mentorId: mentor.id, type })).status, 422)
  })
})
