import type { Test } from 'tap'
import { words } from './cast.ts'
import type { ByGraphql } from './graphql-door.ts'

export async function asksTomas(t: Test, story: ByGraphql, id: string) {
  const {
    people: { mara, tomas },
    told,
    inDays,
    change,
    refused,
    see
  } = story
  await change(mara, 'saveContactCard', { personId: mara.id, ...words.card }, 'contactCard { id }')
  const { versions } = await change(mara, 'createResume', words.resume, 'resume { versions { id } }')
  await change(mara, 'shareResume', { requestId: id, resumeVersionId: versions[0].id }, 'resumeShare { id }')
  const early = await refused(mara, 'sendMeetingRequest', { id })
  t.match(early, [{ code: 'WHY_YOU_REQUIRED', path: ['whyYou'] }], 'not without saying why him (S#15)')
  const write = (message: string) => {
    const ask = { id, whyYou: words.whyTomas, message, channel: 'VIDEO', proposedTimes: [inDays(5)] }
    return change(mara, 'updateMeetingRequest', ask, 'meetingRequest { warnings { code path } }')
  }
  t.same(
    (await write(words.jobAsk)).warnings,
    [{ code: 'JOB_ASK', path: ['message'] }],
    'warned of asking for a job (S#5)'
  )
  t.same((await write(words.reworded)).warnings, [], 'she says it anew (S#5)')
  await change(mara, 'sendMeetingRequest', { id }, 'meetingRequest { id }')
  t.same(await told(tomas), ['Mara Quispe asks you for a conversation'])
  const { questionList, resumeShare, student, ...ask } = await see(
    tomas,
    'meetingRequest',
    `via { name } whyYou message durationMinutes pitch { text } research { percentComplete } questionList { items { text } }
      resumeShare { resumeVersion { fileName url } } student { contactCard { title email } }`,
    id
  )
  t.match(
    ask,
    { via: { name: 'Priya Nair' }, whyYou: words.whyTomas, message: words.reworded },
    'who sent her, and why him (S#15, S#19)'
  )
  t.match(ask, { durationMinutes: 30, pitch: { text: words.pitch } }, 'half an hour, and her pitch (S#25, S#28)')
  t.equal(ask.research, null, 'her homework is her own (S#37)')
  t.same(questionList.items[1], { text: words.ownQuestion }, 'he reads her agenda (S#46)')
  t.same(resumeShare.resumeVersion, { fileName: 'Mara.pdf', url: null }, 'her resume is ready (S#50)')
  t.same(
    student.contactCard,
    { title: words.card.title, email: null },
    'and of her card what is not private yet (S#51)'
  )
}

export async function answers(t: Test, story: ByGraphql, id: string) {
  const {
    people: { mara, tomas },
    told,
    change
  } = story
  await change(tomas, 'requestMoreInfo', { id, question: 'What have you built?' }, 'meetingRequest { id }')
  t.equal((await told(mara)).at(-1), 'Tomas Weber has a question about your request')
  const answer = { id, answer: 'Two small games.' }
  const { status, infoAnswer } = await change(mara, 'provideMoreInfo', answer, 'meetingRequest { status infoAnswer }')
  t.same([status, infoAnswer], ['SENT', 'Two small games.'], 'she answers, and it waits for him again')
  t.equal((await told(tomas)).at(-1), 'Mara Quispe has answered your question')
}

export async function agrees(t: Test, story: ByGraphql, id: string) {
  const {
    people: { mara, tomas },
    told,
    inDays,
    change
  } = story
  const other = { id, proposedTimes: [inDays(6)], channel: 'PHONE', note: 'I am on the road.' }
  const fields = 'counterProposal { id status request { waitsFor } proposedTimes }'
  const proposal = await change(tomas, 'counterPropose', other, fields)
  t.match(proposal, { status: 'OPEN', request: { waitsFor: 'STUDENT' } }, 'another time and technology (S#27)')
  t.equal((await told(mara)).at(-1), 'Tomas Weber proposes something else')
  const startsAt = proposal.proposedTimes[0]
  const { status, meeting } = await change(
    mara,
    'acceptCounterProposal',
    { id: proposal.id, startsAt, location: '+1 312 555 0100' },
    `meetingRequest { status meeting { status startsAt channel durationMinutes location
      student { name } mentor { name } questionList { items { text } } } }`
  )
  const { questionList, ...booked } = meeting
  t.same(
    [status, booked],
    [
      'ACCEPTED',
      {
        ...{ status: 'SCHEDULED', startsAt, channel: 'PHONE', durationMinutes: 30, location: '+1 312 555 0100' },
        ...{ student: { name: 'Mara Quispe' }, mentor: { name: 'Tomas Weber' } }
      }
    ],
    'she accepts, and it is booked (S#27, S#28)'
  )
  t.same(questionList.items[1], { text: words.ownQuestion }, 'with her questions (S#39)')
  t.equal((await told(tomas)).at(-1), 'Mara Quispe has accepted what you proposed')
}

export async function isCounted(t: Test, { people: { daniel }, see }: ByGraphql) {
  const funnel = await see(daniel, 'funnel', 'drafted sent accepted declined met')
  t.same(funnel, { drafted: 2, sent: 2, accepted: 1, declined: 1, met: 0 }, 'two asks, a no and a yes (S#33)')
  const warm = await see(daniel, 'funnel(filter: { isWarm: true })', 'sent accepted')
  t.same(warm, { sent: 1, accepted: 1 }, 'the yes came of an introduction (S#19)')
  const { rows } = await see(daniel, 'touchesBeforeFirstAsk', 'rows { touches asks accepted }')
  const expected = [
    { touches: 0, asks: null, accepted: null },
    { touches: 1, asks: null, accepted: null }
  ]
  t.same(rows.slice(0, 2), expected, 'and of who was congratulated first nothing, of so few (S#23)')
}
