import type { Test } from 'tap'
import { rest } from '../support/graphql.ts'
import { homework, words } from './cast.ts'
import type { ByGraphql } from './graphql-door.ts'

export async function prepares(t: Test, { people: { mara }, change, see }: ByGraphql, requestId: string) {
  for (const [kind, text] of Object.entries(homework))
    await change(mara, 'saveResearchNote', { requestId, kind, text }, 'researchNote { id }')
  const { research } = await see(mara, 'meetingRequest', 'research { percentComplete items { kind } }', requestId)
  const kinds = Object.keys(homework).map((kind) => ({ kind }))
  t.same(research, { percentComplete: 100, items: kinds }, 'with homework on four subjects (S#37)')
  const { mentor } = await see(mara, 'meetingRequest', 'mentor { mentorProfile { motivations } }', requestId)
  t.same(mentor.mentorProfile.motivations, ['GIVE_BACK', 'MEET_NEW_PEOPLE'], 'knowing why Tomas says yes (S#14)')
  const bank = await see(mara, 'questionBank(type: CAREER_EXPLORATION)', 'questions { id text isMustAsk }')
  const must = bank.questions.find(({ isMustAsk }: any) => isMustAsk)
  const own = { text: words.ownQuestion }
  const list = (items: object[]) =>
    change(mara, 'setQuestionList', { requestId, items }, 'questionList { warnings { code } items { text } }')
  const first = { questionId: bank.questions[0].id }
  t.same(
    (await list([first, own])).warnings,
    [{ code: 'MUST_ASK_MISSING' }],
    'told which question not to forget (S#42)'
  )
  t.same(
    await list([first, own, { questionId: must.id }]),
    { warnings: [], items: [{ text: bank.questions[0].text }, own, { text: must.text }] },
    'with questions of the bank and one of her own (S#39)'
  )
  const guidance = 'guidanceItems(first: 20, filter: { stage: ASKING, interviewType: CAREER_EXPLORATION })'
  const said = (await see(mara, guidance, 'nodes { kind }')).nodes.map(({ kind }: any) => kind)
  for (const kind of ['DO', 'DONT']) t.ok(said.includes(kind), `having read what to say and what not: ${kind} (S#53)`)
}

export async function pitches(t: Test, { people: { mara, daniel }, told, change, see }: ByGraphql): Promise<string> {
  const { id } = await change(mara, 'createPitch', { title: 'Who I am', text: words.firstPitch }, 'pitch { id }')
  const ask = async () => {
    const asked = { subjectType: 'PITCH', subjectId: id, counselorId: daniel.id }
    return (await change(mara, 'requestReview', asked, 'review { id }')).id
  }
  const latest = async () =>
    (await see(mara, 'pitch', 'review { status comments(first: 5) { nodes { text author { name } } } }', id)).review
  const first = await ask()
  t.same(await told(daniel), ['Mara Quispe asks for your opinion'])
  await change(daniel, 'returnReview', { id: first, comment: words.comment }, 'review { id }')
  const comments = { nodes: [{ text: words.comment, author: { name: 'Daniel Osei' } }] }
  t.same(await latest(), { status: 'RETURNED', comments }, 'her counselor returns the first with a word (S#25)')
  await change(mara, 'revisePitch', { id, text: words.pitch }, 'pitch { id }')
  await change(daniel, 'approveReview', { id: await ask() }, 'review { id }')
  t.same(await latest(), { status: 'APPROVED', comments: { nodes: [] } }, 'and approves the second (S#25)')
  const decisions = ['Daniel Osei has given back what you sent', 'Daniel Osei has approved what you sent']
  t.same((await told(mara)).slice(-2), decisions)
  return id
}

export async function practises(t: Test, story: ByGraphql, requestId: string, pitchId: string) {
  const {
    app,
    people: { mara },
    inDays,
    change,
    see
  } = story
  await change(mara, 'attachPitch', { id: requestId, pitchId }, 'meetingRequest { id }')
  const practice = { kind: 'INFORMATIONAL', scheduledFor: inDays(1), partnerName: 'Sam Rivera', requestId, pitchId }
  const { id } = await change(mara, 'planMockSession', practice, 'mockSession { id }')
  const { partnerLink } = await change(mara, 'inviteMockPartner', { id }, 'mockSession { partnerLink { token } }')
  app.clock.travel(25 * 60)
  const link = `/v1/partner-links/${partnerLink.token}`
  const opened = await rest(app, null, 'GET', link)
  t.match(
    opened.body,
    { studentGivenName: 'Mara', pitch: words.pitch },
    'a friend opens the link without an account (S#47)'
  )
  const answer = () => rest(app, null, 'POST', `${link}/feedback`, words.feedback)
  t.same([(await answer()).status, (await answer()).status], [200, 404], 'and answers once (S#47)')
  const now = app.clock.now()
  const held = { id, heldAt: now, selfRating: 3 }
  const session = await change(mara, 'recordMockSession', held, 'mockSession { status feedback { rating strengths } }')
  t.same(session, { status: 'HELD', feedback: words.feedback }, 'she reads what the friend says (S#47)')
  t.same(await see(mara, 'pitch', 'practisedAt', pitchId), { practisedAt: [now] }, 'and has practised her pitch (S#26)')
}
