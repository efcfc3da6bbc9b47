import type { Test } from 'tap'
import { words } from './cast.ts'
import type { ByRest } from './rest-door.ts'

export async function asksTomas(t: Test, story: ByRest, id: string) {
  const {
    people: { mara, priya, tomas },
    told,
    inDays,
    change,
    refused,
    see
  } = story
  const ask = `meeting-requests/${id}`
  await change(mara, 'PUT', `people/${mara.id}/card`, words.card)
  const { versions } = await change(mara, 'POST', 'resumes', words.resume)
  await change(mara, 'POST', `${ask}/share-resume`, { resumeVersionId: versions[0].id })
  const early = await refused(mara, `${ask}/send`)
  t.match(early, { code: 'WHY_YOU_REQUIRED', path: ['whyYou'] }, 'not without saying why him (S#15)')
  const write = async (message: string) => {
    const more = { whyYou: words.whyTomas, message, channel: 'VIDEO', proposedTimes: [inDays(5)] }
    return (await change(mara, 'PATCH', ask, more)).warnings
  }
  t.match(await write(words.jobAsk), [{ code: 'JOB_ASK', path: ['message'] }], 'warned of asking for a job (S#5)')
  t.same(await write(words.reworded), [], 'she says it anew (S#5)')
  await change(mara, 'POST', `${ask}/send`)
  t.same(await told(tomas), ['Mara Quispe asks you for a conversation'])
  const read = await see(tomas, ask)
  t.match(
    read,
    { viaPersonId: priya.id, whyYou: words.whyTomas, message: words.reworded },
    'who sent her, and why him (S#15, S#19)'
  )
  t.match(read, { durationMinutes: 30, pitch: { text: words.pitch } }, 'half an hour, and her pitch (S#25, S#28)')
  t.match(await see(mara, `${ask}/research-checklist`), { percentComplete: 100 })
  await t.rejects(see(tomas, `${ask}/research-checklist`), 'her homework is her own (S#37)')
  const agenda = await see(tomas, `${ask}/question-list`)
  t.match(agenda.items[1], { text: words.ownQuestion }, 'he reads her agenda (S#46)')
  const [share] = (await see(tomas, `resume-shares?requestId=${id}`)).items
  t.match(share.resumeVersion, { fileName: 'Mara.pdf', url: null }, 'her resume is ready (S#50)')
  const card = await see(tomas, `people/${mara.id}/card`)
  t.match(card, { title: words.card.title, email: null }, 'and of her card what is not private yet (S#51)')
}

export async function answers(t: Test, { people: { mara, tomas }, told, change }: ByRest, id: string) {
  await change(tomas, 'POST', `meeting-requests/${id}/request-info`, { question: 'What have you built?' })
  t.equal((await told(mara)).at(-1), 'Tomas Weber has a question about your request')
  const { status, infoAnswer } = await change(mara, 'POST', `meeting-requests/${id}/provide-info`, {
    answer: 'Two small games.'
  })
  t.same([status, infoAnswer], ['SENT', 'Two small games.'], 'she answers, and it waits for him again')
  t.equal((await told(tomas)).at(-1), 'Mara Quispe has answered your question')
}

export async function agrees(t: Test, story: ByRest, id: string) {
  const {
    people: { mara, tomas },
    told,
    inDays,
    change,
    see
  } = story
  const startsAt = inDays(6)
  const other = { proposedTimes: [startsAt], channel: 'PHONE', note: 'I am on the road.' }
  const proposal = await change(tomas, 'POST', `meeting-requests/${id}/counter-proposals`, other)
  t.match(proposal, { status: 'OPEN', ...other }, 'another time and technology (S#27)')
  t.match(await see(mara, `meeting-requests/${id}`), { waitsFor: 'STUDENT' })
  t.equal((await told(mara)).at(-1), 'Tomas Weber proposes something else')
  const yes = { startsAt, location: '+1 312 555 0100' }
  const { status, meetingId } = await change(mara, 'POST', `counter-proposals/${proposal.id}/accept`, yes)
  t.equal(status, 'ACCEPTED')
  t.match(
    await see(mara, `meetings/${meetingId}`),
    { ...yes, status: 'SCHEDULED', channel: 'PHONE', durationMinutes: 30, studentId: mara.id, mentorId: tomas.id },
    'she accepts, and it is booked (S#27, S#28)'
  )
  const { items } = await see(tomas, `meeting-requests/${id}/question-list`)
  t.match(items[1], { text: words.ownQuestion }, 'with her questions (S#39)')
  t.equal((await told(tomas)).at(-1), 'Mara Quispe has accepted what you proposed')
}

export async function isCounted(t: Test, { people: { daniel }, see }: ByRest) {
  const funnel = await see(daniel, 'reports/funnel')
  t.match(funnel, { drafted: 2, sent: 2, accepted: 1, declined: 1, met: 0 }, 'two asks, a no and a yes (S#33)')
  const warm = await see(daniel, 'reports/funnel?isWarm=true')
  t.match(warm, { sent: 1, accepted: 1 }, 'the yes came of an introduction (S#19)')
  const { rows } = await see(daniel, 'reports/touches-before-first-ask')
  const expected = [
    { touches: 0, asks: null, accepted: null },
    { touches: 1, asks: null, accepted: null }
  ]
  t.match(rows.slice(0, 2), expected, 'and of who was congratulated first nothing, of so few (S#23)')
}
