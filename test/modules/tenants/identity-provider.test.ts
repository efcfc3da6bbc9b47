import t, { type Test } from 'tap'
import { buildApp } from '../../../src/app.ts'
import { addMinutes, systemClock } from '../../../src/ports/clock.ts'
import type { TestApp } from '../../support/app.ts'
import { testClock } from '../../support/clock.ts'
import { command } from '../../support/command.ts'
import { testDatabase } from '../../support/database.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { type IdentityProvider, identityProvider, type SigningAlgorithm } from '../../support/identity-provider.ts'

const { database, ownerUrl, appUrl } = await testDatabase(t)
// The provider signs by the machine's clock: this one starts there.
const clock = testClock(systemClock.now())
const config = { isProduction: false, pages: { graphiql: false, docs: false }, external: null }
const service = await buildApp({ config, database, clock, logger: false, actorTtlMs: 0, listenUrl: appUrl })
t.teardown(() => service.close())
const app = { inject: service.inject.bind(service) } as unknown as TestApp

const registerByCommand = (slug: string, { issuer, jwksUrl, machineSubject }: IdentityProvider) => {
  const campus = ['--slug', slug, '--name', `Campus ${slug}`, '--time-zone', 'America/Denver']
  const signer = [
    '--issuer',
    issuer,
    '--jwks',
    jwksUrl,
    '--integration-subject',
    machineSubject,
    '--admin-subject',
    'dean'
  ]
  return command('campus', ['create', ...campus, ...signer], { MIGRATE_DATABASE_URL: ownerUrl })
}

const people = [
  {
    externalId: 'ada',
    givenName: 'Ada',
    familyName: 'Student',
    affiliations: [{ kind: 'STUDENT' }],
    studentProfile: { interests: ['data'] }
  },
  {
    externalId: 'grace',
    givenName: 'Grace',
    familyName: 'Mentor',
    affiliations: [{ kind: 'ALUM' }],
    mentorProfile: { seniority: 'SENIOR', positions: [{ employer: 'Acme', title: 'Engineer' }] }
  },
  { externalId: 'nobody', givenName: '', familyName: 'Row' }
]

/** The people come in by batch, as the portal sends them each night. */
async function comeIn(t: Test, idp: IdentityProvider): Promise<void> {
  const portal = { id: '', token: await idp.machineToken() }
  const { rows, problems } = await mutate(app, portal, 'upsertPeople', { people }, 'rows { externalId result }')
  t.strictSame(rows, [
    { externalId: 'ada', result: 'CREATED' },
    { externalId: 'grace', result: 'CREATED' },
    { externalId: 'nobody', result: 'REFUSED' }
  ])
  t.match(problems, [{ path: ['people', '2', 'givenName'] }])
  // The next night by the other door: the same people, and one more.
  const again = [...people.slice(0, 2), { ...people[2], givenName: 'Some' }]
  const night = await rest(app, portal, 'POST', '/v1/people/batch', { people: again })
  t.match(night, {
    status: 200,
    body: {
      rows: [
        { externalId: 'ada', result: 'UNCHANGED' },
        { externalId: 'grace', result: 'UNCHANGED' },
        { externalId: 'nobody', result: 'CREATED' }
      ],
      problems: []
    }
  })
}

const done = async (t: Test, answer: Promise<{ problems: unknown[] }>) => {
  const { problems, ...rest } = await answer
  t.same(problems, [])
  return Object.values(rest)[0] as unknown as { id: string; status: string; meeting: { id: string } }
}

/** From the search for a mentor to the outcome; the provider's key is rotated half-way. */
async function mainJob(t: Test, idp: IdentityProvider): Promise<void> {
  const signIn = async (id: string) => ({ id, token: await idp.personToken(id) })
  let [ada, grace] = [await signIn('ada'), await signIn('grace')]
  const found = await graphql(app, ada, '{ mentors(filter: { text: "acme" }) { nodes { id name } } }')
  t.match(found.data.mentors.nodes, [{ name: 'Grace Mentor' }])
  const draft = {
    mentorId: found.data.mentors.nodes[0].id,
    type: 'COMPANY_INSIDER',
    targetOrganization: 'Acme',
    topicKind: 'CAREER_PATH',
    topic: 'The way from a degree to the first team',
    whyYou: 'You went from our program to the place where I want to be.'
  }
  const request = await done(t, mutate(app, ada, 'createMeetingRequest', draft, 'meetingRequest { id status }'))
  await done(t, mutate(app, ada, 'sendMeetingRequest', { id: request.id }, 'meetingRequest { id status }'))

  idp.rotate()
  ada = await signIn('ada')
  grace = await signIn('grace')
  const time = { id: request.id, startsAt: addMinutes(clock.now(), 1) }
  const accepted = await done(
    t,
    mutate(app, grace, 'acceptMeetingRequest', time, 'meetingRequest { status meeting { id } }')
  )
  clock.travel(3)
  const met = { id: accepted.meeting.id }
  t.match(await done(t, mutate(app, grace, 'completeMeeting', met, 'meeting { status }')), { status: 'COMPLETED' })
  const outcome = { meetingId: met.id, fitVerdict: 'FITS', learned: 'How the teams are made up.' }
  await done(t, mutate(app, ada, 'logOutcome', outcome, 'outcome { id }'))
  const seen = await graphql(app, await signIn('dean'), '{ funnel { sent accepted met logged useful } }')
  t.same(seen.data.funnel, { sent: 1, accepted: 1, met: 1, logged: 1, useful: 1 })
}

for (const alg of ['RS256', 'ES256'] as SigningAlgorithm[]) {
  t.test(`a third campus, registered by command and signed for with ${alg}, does the main job`, async (t) => {
    const idp = await identityProvider(t, alg)
    t.match(await registerByCommand(`third-${alg.toLowerCase()}`, idp), { code: 0, stderr: '' })
    await comeIn(t, idp)
    await mainJob(t, idp)
  })
}
