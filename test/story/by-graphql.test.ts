import t from 'tap'
import { rest } from '../support/graphql.ts'
import { cast, homework, words } from './cast.ts'
import { graphqlDoor } from './graphql-door.ts'

const { app, home, told, inDays, people } = await cast(t)
const { mara, daniel, priya, tomas, ingrid } = people
const { change, refused, see } = graphqlDoor(app, home)
let [draftId, pitchId] = ['', '']

t.test('Mara plans', async (t) => {
  const pair = { studentId: mara.id, counselorId: daniel.id }
  await change(daniel, 'assignCounselor', pair, 'counselorAssignment { id }')
  const talk = { ...pair, heldAt: app.clock.now(), note: 'Start with three.' }
  const session = await change(daniel, 'logCounselingSession', talk, 'counselingSession { note counselor { name } }')
  t.same(session, { note: 'Start with three.', counselor: { name: 'Daniel Osei' } }, 'she talks to a counselor first (S#34)')
  const plan = await change(
    mara,
    'startExplorationPlan',
    { goal: words.goal, targetOccupations: words.targets },
    'explorationPlan { id counselorAssignments { counselor { name } } targetOccupations { rank occupation { title } } }'
  )
  t.match(plan, { counselorAssignments: [{ counselor: { name: 'Daniel Osei' } }], targetOccupations: { length: 3 } })
  t.match(plan.targetOccupations[0], { rank: 1, occupation: { title: 'Software Developers' } }, 'she names three (S#35)')
  const fourth = { id: plan.id, occupation: words.fourth }
  t.match(await refused(mara, 'addTargetOccupation', fourth), [{ code: 'TOO_MANY_TARGETS' }], 'and not a fourth (S#35)')
})

t.test('she knows somebody, finds somebody, and is in touch before asking', async (t) => {
  const rows = await change(mara, 'importContacts', { format: 'CSV', content: words.contactsFile }, 'rows { name result contactId }')
  t.match(rows, [{ name: 'Rosa Medina', result: 'CREATED' }], 'a family friend comes from her list (S#10, S#38)')
  const { mentors } = await see(mara, '{ mentors(first: 5, filter: { occupation: "15-1252.00", seniority: [SENIOR] }) { nodes { id name } } }')
  t.same(mentors.nodes, [{ id: priya.id, name: 'Priya Nair' }], 'she finds who does the job (S#12, S#22)')
  const known = { personId: priya.id, givenName: 'Priya', familyName: 'Nair', kind: 'TARGET', source: 'FAMILY', introducedById: rows[0].contactId }
  const contact = await change(mara, 'createContact', known, 'contact { id name introducedBy { name } }')
  t.match(contact, { name: 'Priya Nair', introducedBy: { name: 'Rosa Medina' } }, 'whom the family friend knows (S#11)')
  await change(priya, 'addMilestone', { title: 'Spoke at CompCon', occurredOn: '2026-02-20' }, 'milestone { id }')
  await change(mara, 'logTouchpoint', { contactId: contact.id, kind: 'CONGRATULATE', note: 'On CompCon' }, 'touchpoint { id }')
  const seen = await see(mara, 'query ($id: ID!) { contact(id: $id) { touchpoints { kind } person { mentorProfile { milestones { title } } } } }', { id: contact.id })
  t.same(seen.contact, { touchpoints: [{ kind: 'CONGRATULATE' }], person: { mentorProfile: { milestones: [{ title: 'Spoke at CompCon' }] } } }, 'she congratulates first (S#23)')
  const { person } = await see(daniel, 'query ($id: ID!) { person(id: $id) { contactCounts { existing target } } }', { id: mara.id })
  t.same(person.contactCounts, { existing: 1, target: 1 }, 'her counselor learns how many, not who (S#38)')
})

t.test('Priya says no, which costs nothing and brings a name', async (t) => {
  const draft = { ...words.asked, mentorId: priya.id, whyYou: words.whyPriya }
  const { id } = await change(mara, 'createMeetingRequest', draft, 'meetingRequest { id }')
  await change(mara, 'sendMeetingRequest', { id }, 'meetingRequest { id }')
  t.same(await told(priya), ['Mara Quispe asks you for a conversation'])
  const referral = { mentorId: tomas.id, note: 'He came from another trade' }
  await change(priya, 'declineMeetingRequest', { id, reason: 'NO_TIME', referral }, 'meetingRequest { id }')
  const { meetingRequest } = await see(
    mara,
    `query ($id: ID!) { meetingRequest(id: $id) { status declineReason statusText suggestedNext { mentor { name } reasons }
      referrals { referredBy { name } draftRequest { id status via { name } mentor { name } topic whyYou } } } }`,
    { id }
  )
  t.match(meetingRequest, { status: 'DECLINED', declineReason: null }, 'she reads no reason (S#32)')
  t.notMatch(meetingRequest.statusText, /time/i, 'in neutral words (S#32)')
  const [{ draftRequest }] = meetingRequest.referrals
  const { id: next, ...prefilled } = draftRequest
  draftId = next
  const via = { status: 'DRAFT', via: { name: 'Priya Nair' }, mentor: { name: 'Tomas Weber' }, topic: 'How you began', whyYou: null }
  t.same(prefilled, via, 'the name is a draft to somebody else, via who declined (S#19, S#31)')
  t.same(
    meetingRequest.suggestedNext.map(({ mentor }: any) => mentor.name),
    ['Ingrid Dahl'],
    'and whom else to ask is said at once (S#33)'
  )
  t.same(await told(mara), ["Priya Nair can't talk with you this time", 'Priya Nair has passed on a name to you'])
})

t.test('she prepares', async (t) => {
  for (const [kind, text] of Object.entries(homework))
    await change(mara, 'saveResearchNote', { requestId: draftId, kind, text }, 'researchNote { id }')
  const { meetingRequest } = await see(mara, 'query ($id: ID!) { meetingRequest(id: $id) { research { percentComplete } } }', { id: draftId })
  t.same(meetingRequest.research, { percentComplete: 100 }, 'with homework on four subjects (S#37)')
  const { questionBank } = await see(mara, '{ questionBank(type: CAREER_EXPLORATION) { questions { id text isMustAsk } } }')
  const items = questionBank.questions.filter(({ isMustAsk }: any) => !isMustAsk).slice(0, 2).map(({ id }: any) => ({ questionId: id }))
  const list = (more: object[]) =>
    change(mara, 'setQuestionList', { requestId: draftId, items: [...items, { text: words.ownQuestion }, ...more] }, 'questionList { warnings { code } items { text } }')
  t.same((await list([])).warnings, [{ code: 'MUST_ASK_MISSING' }], 'she is told which question not to forget (S#42)')
  const must = questionBank.questions.find(({ isMustAsk }: any) => isMustAsk)
  const whole = await list([{ questionId: must.id }])
  t.match(whole, { warnings: [], items: { length: 4 } })
  t.same(whole.items.slice(2), [{ text: words.ownQuestion }, { text: must.text }], 'and asks questions of the bank and her own (S#39)')
  const { guidanceItems } = await see(mara, '{ guidanceItems(first: 20, filter: { stage: ASKING, interviewType: CAREER_EXPLORATION }) { nodes { kind text } } }')
  for (const kind of ['DO', 'DONT']) t.ok(guidanceItems.nodes.some((item: any) => item.kind === kind), `she reads what to say and what not: ${kind} (S#53)`)
})

t.test('she writes what she says, and practises it', async (t) => {
  const pitch = await change(mara, 'createPitch', { title: 'Who I am', text: words.firstPitch }, 'pitch { id }')
  pitchId = pitch.id
  const ask = () => change(mara, 'requestReview', { subjectType: 'PITCH', subjectId: pitchId, counselorId: daniel.id }, 'review { id status }')
  const first = await ask()
  t.same(await told(daniel), ['Mara Quispe asks for your opinion'])
  await change(daniel, 'returnReview', { id: first.id, comment: 'Say what you want to learn.' }, 'review { id }')
  const read = 'query ($id: ID!) { pitch(id: $id) { review { status isOutdated comments(first: 5) { nodes { text author { name } } } } practisedAt } }'
  const returned = { status: 'RETURNED', isOutdated: false, comments: { nodes: [{ text: 'Say what you want to learn.', author: { name: 'Daniel Osei' } }] } }
  t.same((await see(mara, read, { id: pitchId })).pitch.review, returned, 'her counselor returns the pitch with a word (S#25)')
  await change(mara, 'revisePitch', { id: pitchId, text: words.pitch }, 'pitch { id }')
  const second = await ask()
  await change(daniel, 'approveReview', { id: second.id }, 'review { id }')
  t.match((await see(mara, read, { id: pitchId })).pitch.review, { status: 'APPROVED', isOutdated: false }, 'and approves the new one (S#25)')
  console.log(await told(mara))
  await change(mara, 'attachPitch', { id: draftId, pitchId }, 'meetingRequest { pitch { text } }')
  const practice = { kind: 'INFORMATIONAL', scheduledFor: inDays(1), partnerName: 'Sam Rivera', requestId: draftId, pitchId }
  const { id } = await change(mara, 'planMockSession', practice, 'mockSession { id }')
  const { partnerLink } = await change(mara, 'inviteMockPartner', { id }, 'mockSession { partnerLink { token } }')
  app.clock.travel(25 * 60)
  const link = `/v1/partner-links/${partnerLink.token}`
  t.match((await rest(app, null, 'GET', link)).body, { studentGivenName: 'Mara', pitch: words.pitch }, 'a friend opens the link (S#47)')
  const said = { rating: 4, strengths: 'You listen.' }
  t.equal((await rest(app, null, 'POST', `${link}/feedback`, said)).status, 200)
  t.equal((await rest(app, null, 'POST', `${link}/feedback`, said)).status, 404, 'once')
  const held = await change(mara, 'recordMockSession', { id, heldAt: app.clock.now(), selfRating: 3 }, 'mockSession { status feedback { rating strengths } }')
  t.same(held, { status: 'HELD', feedback: said }, 'and says how it went (S#47)')
  t.same((await see(mara, read, { id: pitchId })).pitch.practisedAt, [app.clock.now()], 'so the pitch was practised (S#26)')
})
