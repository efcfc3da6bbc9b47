import t from 'tap'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { mutate, rest } from '../../support/graphql.ts'
import { outcomeOf } from '../meetings/meeting-seed.ts'
import { heldConversation } from './held-conversation.ts'

const many = <Item>(item: Item, count = 21) => Array<Item>(count).fill(item)
const site = { kind: 'WEBSITE', title: 'Plants' }
const lead = { organization: 'Lakeside', title: 'Assistant' }
const rating = { competency: 'TEAMWORK', before: 1, after: 2 }

t.test('what can not be said of a conversation', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const pair = { student: await home.student(), mentor: await home.mentor() }
  const { student, mentor } = pair
  const { meetingId, shown, other } = await heldConversation(home, pair)
  const bare = { fitVerdict: 'FITS', learned: 'Much.' }
  const told = (problems: { code: string; path: string[] }[]) =>
    problems.map(({ code, path }) => `${code} ${path.join('.')}`)
  const log = async (more: object) =>
    told((await mutate(app, student, 'logOutcome', { meetingId, ...bare, ...more }, '')).problems)

  t.test('is pointed at, all of it at once, and nothing is kept', async (t) => {
    const wrong: [object, string[]][] = [
      [{ purposesMet: [{ purpose: 'INSIDE_INFO', met: 'NO' }] }, ['PURPOSE_NOT_ASKED purposesMet.0.purpose']],
      [{ purposesMet: many({ purpose: 'MORE_NAMES', met: 'NO' }, 2) }, ['INVALID_INPUT purposesMet.1.purpose']],
      [{ resumeFeedback: { resumeVersionId: other } }, ['RESUME_NOT_SHARED resumeFeedback.resumeVersionId']],
      [
        { resumeFeedback: { resumeVersionId: shown, marketability: 6, gaps: [''] } },
        ['INVALID_INPUT resumeFeedback.gaps.0', 'INVALID_INPUT resumeFeedback.marketability']
      ],
      [
        {
          fitVerdicts: [
            { occupation: '99-9999.99', verdict: 'FITS' },
            ...many({ occupation: '15-2051.00', verdict: 'FITS' }, 2)
          ]
        },
        ['INVALID_INPUT fitVerdicts.2.occupation', 'UNKNOWN_OCCUPATION fitVerdicts.0.occupation']
      ],
      [{ closing: { interestLevel: 0 } }, ['INVALID_INPUT closing.interestLevel']],
      [{ observations: [{ tag: 'OTHER', text: 'a\0b' }] }, ['INVALID_INPUT observations.0.text']],
      [{ competencies: [rating, rating] }, ['INVALID_INPUT competencies.1.competency']],
      [{ competencies: [{ ...rating, after: 6 }] }, ['INVALID_INPUT competencies.0.after']],
      [
        { resources: [{ kind: 'WEBSITE' }, { ...site, mentorId: mentor.id }, { ...site, url: 'ftp://x' }] },
        ['INVALID_INPUT resources.0.title', 'INVALID_INPUT resources.1.mentorId', 'INVALID_INPUT resources.2.url']
      ],
      [{ resources: [{ kind: 'PERSON', title: ' ' }] }, ['INVALID_INPUT resources.0.title']],
      [{ resources: [{ kind: 'PERSON', mentorId: mentor.id }] }, ['SAME_PERSON resources.0.mentorId']],
      [
        { resources: [{ kind: 'PERSON', mentorId: student.id }] },
        ['NOT_A_MENTOR resources.0.mentorId', 'SAME_PERSON resources.0.mentorId']
      ],
      [{ leads: [{ ...lead, title: '' }] }, ['INVALID_INPUT leads.0.title']],
      [{ skillsToAcquire: [{ name: ' ' }] }, ['INVALID_INPUT skillsToAcquire.0.name']]
    ]
    for (const [input, problems] of wrong) t.same((await log(input)).sort(), problems, JSON.stringify(input))
    const all = Object.assign({}, ...wrong.slice(-3).map(([input]) => input), { learned: '' })
    t.equal((await log(all)).length, 5)
    t.match((await rest(app, student, 'GET', `/v1/meetings/${meetingId}`)).body.allowedActions, ['LOG_OUTCOME'])
  })

  t.test('more than there can be is refused, with what there is already', async (t) => {
    t.same(await log({ resources: many(site), leads: many(lead) }), ['INVALID_INPUT resources', 'INVALID_INPUT leads'])
    t.same(await log({ skillsToAcquire: many({ name: 'R' }) }), ['INVALID_INPUT skillsToAcquire'])
    t.same(await log({ resources: many({ kind: 'PERSON', title: 'Kim' }, 11) }), ['INVALID_INPUT resources'])
    const { id } = await outcomeOf(home, pair)
    const update = (input: object) =>
      mutate(app, student, 'updateOutcome', { id, ...input }, 'outcome { leads { id } }')
    const { outcome } = await update({ addLeads: many(lead, 20) })
    t.same(told((await update({ addLeads: [lead] })).problems), ['INVALID_INPUT addLeads'])
    t.match(await update({ addLeads: [lead], removeLeads: [outcome.leads[0].id] }), { problems: [] })
  })

  t.test('only what is there is taken away, and only from where it is', async (t) => {
    const [one, another] = [await outcomeOf(home, pair), await outcomeOf(home, pair)]
    const fields = 'outcome { leads { id } resources { id } }'
    const made = await mutate(
      app,
      student,
      'updateOutcome',
      { id: one.id, addLeads: [lead], addResources: [site] },
      fields
    )
    const [gone, { id: resource }] = [made.outcome.leads[0].id, made.outcome.resources[0]]
    const input = { id: another.id, removeLeads: [gone, 'nonsense'], removeResources: [resource] }
    const { problems } = await mutate(app, student, 'updateOutcome', input, '')
    t.same(told(problems).sort(), ['NOT_FOUND removeLeads.0', 'NOT_FOUND removeLeads.1', 'NOT_FOUND removeResources.0'])
    t.match(await mutate(app, student, 'updateOutcome', { id: one.id }, fields), { outcome: made.outcome })
  })

  t.test('the goal is two or three names, as the campus says (S#59)', async (t) => {
    const admin = await home.admin()
    const set = async (referralGoal: number) =>
      told((await mutate(app, admin, 'updateInstitutionPolicy', { referralGoal }, '')).problems)
    t.same([await set(1), await set(4)], [['INVALID_INPUT referralGoal'], ['INVALID_INPUT referralGoal']])
    t.same(await set(3), [])
    const { id } = await outcomeOf(home, pair)
    const names = ['A', 'B', 'C'].map((externalName) => ({ externalName }))
    const add = (count: number) =>
      mutate(
        app,
        student,
        'updateOutcome',
        { id, addReferrals: names.slice(0, count) },
        'outcome { referralGoal { goal count isReached } }'
      )
    t.same((await add(2)).outcome.referralGoal, { goal: 3, count: 2, isReached: false })
    t.same((await add(1)).outcome.referralGoal, { goal: 3, count: 3, isReached: true })
  })
})
