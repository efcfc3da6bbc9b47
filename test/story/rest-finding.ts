import type { Test } from 'tap'
import { words } from './cast.ts'
import type { ByRest } from './rest-door.ts'

export async function plans(t: Test, { app, people: { mara, daniel }, change, refused, see }: ByRest) {
  const pair = { studentId: mara.id, counselorId: daniel.id }
  await change(daniel, 'POST', 'counselor-assignments', pair)
  const talk = { ...pair, heldAt: app.clock.now(), note: 'Start with three.' }
  await change(daniel, 'POST', 'counseling-sessions', talk)
  t.match((await see(mara, 'counseling-sessions')).items, [talk], 'to a counselor first (S#34)')
  const aims = { goal: words.goal, targetOccupations: words.targets }
  const plan = await change(mara, 'POST', 'exploration-plans', aims)
  t.match(plan.counselorAssignments, [{ counselorId: daniel.id }], 'who stands with the plan (S#34)')
  t.same(
    plan.targetOccupations.map(({ occupation }: any) => occupation),
    words.targets,
    'she aims at three (S#35)'
  )
  const fourth = await refused(mara, `exploration-plans/${plan.id}/add-target`, { occupation: words.fourth })
  t.match(fourth, { code: 'TOO_MANY_TARGETS', path: ['occupation'] }, 'and not at a fourth (S#35)')
}

export async function findsPriya(t: Test, { people: { mara, daniel, priya }, change, see }: ByRest) {
  const { rows } = await change(mara, 'POST', 'contacts/import', { format: 'CSV', content: words.contactsFile })
  t.match(rows, [{ name: 'Rosa Medina', result: 'CREATED' }], 'a family friend comes from her list (S#10, S#38)')
  const rosa = await see(mara, `contacts/${rows[0].contactId}`)
  t.match(rosa, { source: 'FAMILY', organization: 'Cirrus', personId: null }, 'who is not on the platform (S#10)')
  t.match(
    (await see(mara, 'mentors?occupation=15-1252.00&seniority=SENIOR')).items,
    [{ name: 'Priya Nair', mentorProfile: { currentPosition: { title: 'Principal engineer' } } }],
    'she finds who does the job, at a higher level (S#12, S#22)'
  )
  const known = { ...words.priya, personId: priya.id, introducedById: rosa.id }
  const contact = await change(mara, 'POST', 'contacts', known)
  t.match(contact, { name: 'Priya Nair', introducedById: rosa.id }, 'whom the family friend knows (S#11)')
  await change(priya, 'POST', 'milestones', words.milestone)
  t.match((await see(mara, `milestones?mentorId=${priya.id}`)).items, [words.milestone], 'there is news of her (S#23)')
  await change(mara, 'POST', 'touchpoints', { contactId: contact.id, kind: 'CONGRATULATE' })
  const touchpoints = await see(mara, `touchpoints?contactId=${contact.id}`)
  t.match(touchpoints.items, [{ kind: 'CONGRATULATE' }], 'she congratulates before she asks (S#23)')
  const counts = await see(daniel, `people/${mara.id}/contact-counts`)
  t.same(counts, { existing: 1, target: 1 }, 'her counselor learns how many there are, not who (S#38)')
}

export async function asksPriya(t: Test, story: ByRest): Promise<string> {
  const {
    app,
    people: { mara, priya, tomas, ingrid },
    told,
    change,
    see
  } = story
  app.clock.travel(60)
  const draft = { ...words.asked, mentorId: priya.id, whyYou: words.whyPriya }
  const { id } = await change(mara, 'POST', 'meeting-requests', draft)
  await change(mara, 'POST', `meeting-requests/${id}/send`)
  t.same(await told(priya), ['Mara Quispe asks you for a conversation'])
  const referral = { mentorId: tomas.id, note: 'He came from another trade.' }
  await change(priya, 'POST', `meeting-requests/${id}/decline`, { reason: 'NO_TIME', referral })
  const { referrals, status, declineReason, statusText } = await see(mara, `meeting-requests/${id}`)
  t.same([status, declineReason, statusText], ['DECLINED', null, words.declined], 'in neutral words (S#32)')
  const next = referrals[0].draftRequestId
  const via = { status: 'DRAFT', viaPersonId: priya.id, mentorId: tomas.id, topic: words.asked.topic, whyYou: null }
  t.match(
    await see(mara, `meeting-requests/${next}`),
    via,
    'with a name, which is a draft already, via Priya (S#19, S#31)'
  )
  t.match(
    (await see(mara, `meeting-requests/${id}/suggestions`)).suggestions,
    [{ mentorId: tomas.id, reasons: ['REFERRED', 'SAME_OCCUPATION'] }, { mentorId: ingrid.id }],
    'and whom to ask next is said at once (S#33)'
  )
  t.same(await told(mara), ["Priya Nair can't talk with you this time", 'Priya Nair has passed on a name to you'])
  return next
}
