import type { Test } from 'tap'
import { rest } from '../support/graphql.ts'
import { homework, words } from './cast.ts'
import type { ByRest } from './rest-door.ts'

export async function prepares(t: Test, { people: { mara, tomas }, change, see }: ByRest, requestId: string) {
  for (const [kind, text] of Object.entries(homework))
    await change(mara, 'PUT', 'research-notes', { requestId, kind, text })
  const research = await see(mara, `meeting-requests/${requestId}/research-checklist`)
  const items = Object.entries(homework).map(([kind, text]) => ({ kind, isDone: true, note: { text } }))
  t.match(research, { percentComplete: 100, items }, 'with homework on four subjects (S#37)')
  const { mentorProfile } = await see(mara, `people/${tomas.id}`)
  t.same(mentorProfile.motivations, ['GIVE_BACK', 'MEET_NEW_PEOPLE'], 'knowing why Tomas says yes (S#14)')
  const { questions } = await see(mara, 'question-bank?type=CAREER_EXPLORATION')
  const must = questions.find(({ isMustAsk }: any) => isMustAsk)
  const own = { text: words.ownQuestion }
  const list = (items: object[]) => change(mara, 'PUT', `meeting-requests/${requestId}/question-list`, { items })
  const first = { questionId: questions[0].id }
  t.match(
    (await list([first, own])).warnings,
    [{ code: 'MUST_ASK_MISSING' }],
    'told which question not to forget (S#42)'
  )
  const whole = await list([first, own, { questionId: must.id }])
  t.same(whole.warnings, [])
  t.same(
    whole.items.map(({ text }: any) => text),
    [questions[0].text, words.ownQuestion, must.text],
    'with questions of the bank and one of her own (S#39)'
  )
  const guidance = await see(mara, 'guidance-items?stage=ASKING&interviewType=CAREER_EXPLORATION')
  const said = guidance.items.map(({ kind }: any) => kind)
  for (const kind of ['DO', 'DONT']) t.ok(said.includes(kind), `having read what to say and what not: ${kind} (S#53)`)
}

export async function pitches(t: Test, { people: { mara, daniel }, told, change, see }: ByRest): Promise<string> {
  const { id } = await change(mara, 'POST', 'pitches', { title: 'Who I am', text: words.firstPitch })
  const ask = async () => {
    const asked = { subjectType: 'PITCH', subjectId: id, counselorId: daniel.id }
    return (await change(mara, 'POST', 'reviews', asked)).id
  }
  const read = async (review: string) => [
    (await see(mara, `reviews/${review}`)).status,
    (await see(mara, `reviews/${review}/comments`)).items.map(({ text, authorId }: any) => [text, authorId])
  ]
  const first = await ask()
  t.same(await told(daniel), ['Mara Quispe asks for your opinion'])
  await change(daniel, 'POST', `reviews/${first}/return`, { comment: words.comment })
  const returned = ['RETURNED', [[words.comment, daniel.id]]]
  t.same(await read(first), returned, 'her counselor returns the first with a word (S#25)')
  await change(mara, 'POST', `pitches/${id}/revise`, { text: words.pitch })
  const second = await ask()
  await change(daniel, 'POST', `reviews/${second}/approve`)
  t.same(await read(second), ['APPROVED', []], 'and approves the second (S#25)')
  const decisions = ['Daniel Osei has given back what you sent', 'Daniel Osei has approved what you sent']
  t.same((await told(mara)).slice(-2), decisions)
  return id
}

export async function practises(t: Test, story: ByRest, requestId: string, pitchId: string) {
  const {
    app,
    people: { mara },
    inDays,
    change,
    see
  } = story
  await change(mara, 'POST', `meeting-requests/${requestId}/attach-pitch`, { pitchId })
  const practice = { kind: 'INFORMATIONAL', scheduledFor: inDays(1), partnerName: 'Sam Rivera', requestId, pitchId }
  const { id } = await change(mara, 'POST', 'mock-sessions', practice)
  const { partnerLink } = await change(mara, 'POST', `mock-sessions/${id}/invite-partner`)
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
  const session = await change(mara, 'POST', `mock-sessions/${id}/record`, { heldAt: now, selfRating: 3 })
  t.match(session, { status: 'HELD', feedback: words.feedback }, 'she reads what the friend says (S#47)')
  t.match(await see(mara, `pitches/${pitchId}`), { practisedAt: [now] }, 'and has practised her pitch (S#26)')
}
