import fc from 'fast-check'
import t from 'tap'
import { defaultInstitutionPolicy } from '../../../src/modules/tenants/institution-policy.ts'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { graduate, met } from '../landings/graduate.ts'

const attributions = ['DIRECT', 'CONTRIBUTED', 'NONE'] as const

/** Where a student has come to: an offer, a landing told by so many sources, one that comes of the other, said by id or not. */
const story = fc.record({
  meetings: fc.integer({ min: 1, max: 4 }),
  stage: fc.constantFrom('OFFERED', 'ACCEPTED'),
  hasOffer: fc.boolean(),
  sources: fc.subarray(['STUDENT', 'GRADUATE_SURVEY', 'LINKEDIN']),
  isNamed: fc.boolean(),
  offerLinks: fc.array(fc.constantFrom(...attributions), { maxLength: 4 }),
  landingLinks: fc.array(fc.constantFrom(...attributions), { maxLength: 4 })
})

type Story = typeof story extends fc.Arbitrary<infer Value> ? Value : never

const counts = (links: readonly string[], { meetings }: Story) =>
  links.slice(0, meetings).some((attribution) => attribution !== 'NONE')

/** The jobs that came of conversations, told by the story alone. */
function jobsIn(one: Story): number {
  const ofOffer = one.hasOffer && one.stage === 'ACCEPTED' && counts(one.offerLinks, one)
  const ofLanding = one.sources.length > 0 && counts(one.landingLinks, one)
  // The destination is the place of the offer: one job.
  return ofOffer || ofLanding ? 1 : 0
}

t.test('how many conversations led to a job (S#60, S#61)', async (t) => {
  const app = await testApp(t)
  const policy = { reports: { ...defaultInstitutionPolicy.reports, smallNumber: 1 } }
  const report = async (who: Someone, query = '') =>
    (await rest(app, who, 'GET', `/v1/reports/conversion${query}`)) as { status: number; body: Record<string, number> }

  t.test('any links that students say count each job once, whoever tells of it', async (t) => {
    const told = async (stories: Story[]) => {
      const home = await campus(app, policy)
      const admin = await home.admin()
      for (const one of stories) await tell(home, admin, one)
      const { body } = await report(admin)
      const n = stories.reduce((sum, { meetings }) => sum + meetings, 0)
      const k = stories.reduce((sum, one) => sum + jobsIn(one), 0)
      t.match(body, { completedMeetings: n, attributedJobs: k, rate: k / n })
    }
    await fc.assert(fc.asyncProperty(fc.array(story, { minLength: 1, maxLength: 4 }), told), { numRuns: 8 })
  })

  async function tell(home: Awaited<ReturnType<typeof campus>>, admin: Someone, one: Story) {
    const student = await graduate(home)
    const ids: string[] = []
    for (let n = 0; n < one.meetings; n++) ids.push(await met(home, student))
    const linksOf = (said: readonly string[]) =>
      said.slice(0, ids.length).map((attribution, n) => ({ meetingId: ids[n], attribution }))
    const place = { organization: 'Foxglove Software', title: 'Developer' }
    const say = async (verb: string, id: string, links: object[]) => mutate(app, student, verb, { id, links }, '')
    let offerId: string | null = null
    if (one.hasOffer) {
      const { offer } = await mutate(
        app,
        student,
        'recordOffer',
        { kind: 'JOB', stage: one.stage, ...place },
        'offer { id }'
      )
      offerId = offer.id as string
      await say('setOfferAttribution', offerId, linksOf(one.offerLinks))
    }
    for (const source of one.sources) {
      const employed = { category: 'EMPLOYED_FULL_TIME', employmentType: 'ORGANIZATION', studentId: student.id, source }
      const comesOf = one.isNamed && one.stage === 'ACCEPTED' ? { offerId } : {}
      const { landing } = await mutate(
        app,
        admin,
        'recordLanding',
        { ...employed, ...place, organization: 'FOXGLOVE  Software', ...comesOf },
        'landing { id }'
      )
      await say('setLandingAttribution', landing.id, linksOf(one.landingLinks))
    }
  }

  t.test('who is not believed to have landed counts for nothing, nor what was withdrawn', async (t) => {
    const home = await campus(app, policy)
    const admin = await home.admin()
    const seeking = await graduate(home)
    const employed = { category: 'EMPLOYED_PART_TIME', employmentType: 'FREELANCE' }
    const { landing } = await mutate(app, seeking, 'recordLanding', employed, 'landing { id }')
    const links = [{ meetingId: await met(home, seeking), attribution: 'DIRECT' }]
    await mutate(app, seeking, 'setLandingAttribution', { id: landing.id, links }, '')
    t.equal((await report(admin)).body.attributedJobs, 1)
    await mutate(
      app,
      admin,
      'recordLanding',
      { studentId: seeking.id, category: 'SEEKING_EMPLOYMENT', source: 'GRADUATE_SURVEY' },
      ''
    )
    t.equal((await report(admin)).body.attributedJobs, 0)
    t.same(
      [
        (await report(admin, '?type=COMPANY_INSIDER')).body.completedMeetings,
        (await report(admin, '?type=HIRING_MANAGER')).body.completedMeetings
      ],
      [1, 0]
    )
    t.equal((await report(admin, '?program=11.07')).body.completedMeetings, 1)
    t.equal((await report(admin, '?program=x')).status, 422)
  })

  t.test('few students are not told of, and nobody but officials asks', async (t) => {
    const home = await campus(app)
    const student = await graduate(home)
    for (let n = 0; n < 6; n++) await met(home, student)
    const query =
      '{ conversionReport { isSuppressed completedMeetings attributedJobs rate lower references { lift } } }'
    const { data } = await graphql(app, await home.counselor(), query)
    const none = { completedMeetings: null, attributedJobs: null, rate: null, lower: null }
    t.same(data.conversionReport, { isSuppressed: true, ...none, references: [{ lift: null }, { lift: null }] })
    t.equal((await report(await home.machine())).status, 200)
    for (const who of [student, await home.mentor()]) t.equal((await report(who)).status, 403)
  })
})
