import type { Test } from 'tap'
import { words } from './cast.ts'
import type { ByGraphql } from './graphql-door.ts'

export async function plans(t: Test, { app, people: { mara, daniel }, change, refused }: ByGraphql) {
  const pair = { studentId: mara.id, counselorId: daniel.id }
  await change(daniel, 'assignCounselor', pair, 'counselorAssignment { id }')
  const talk = { ...pair, heldAt: app.clock.now(), note: 'Start with three.' }
  const session = await change(daniel, 'logCounselingSession', talk, 'counselingSession { note counselor { name } }')
  t.same(session, { note: 'Start with three.', counselor: { name: 'Daniel Osei' } }, 'to a counselor first (S#34)')
  const fields =
    'explorationPlan { id counselorAssignments { counselor { name } } targetOccupations { rank occupation { title } } }'
  const plan = await change(
    mara,
    'startExplorationPlan',
    { goal: words.goal, targetOccupations: words.targets },
    fields
  )
  t.same(plan.counselorAssignments, [{ counselor: { name: 'Daniel Osei' } }], 'who stands with the plan (S#34)')
  t.match(
    plan.targetOccupations,
    { length: 3, 0: { rank: 1, occupation: { title: 'Software Developers' } } },
    'she aims at three (S#35)'
  )
  const fourth = await refused(mara, 'addTargetOccupation', { id: plan.id, occupation: words.fourth })
  t.match(fourth, [{ code: 'TOO_MANY_TARGETS', path: ['occupation'] }], 'and not at a fourth (S#35)')
}

export async function findsPriya(t: Test, { people: { mara, daniel, priya }, change, see }: ByGraphql) {
  const file = { format: 'CSV', content: words.contactsFile }
  const rows = await change(mara, 'importContacts', file, 'rows { name result contactId }')
  t.match(rows, [{ name: 'Rosa Medina', result: 'CREATED' }], 'a family friend comes from her list (S#10, S#38)')
  const rosa = await see(mara, 'contact', 'source organization person { id }', rows[0].contactId)
  t.same(rosa, { source: 'FAMILY', organization: 'Cirrus', person: null }, 'who is not on the platform (S#10)')
  const mentors = 'mentors(first: 5, filter: { occupation: "15-1252.00", seniority: [SENIOR] })'
  t.same(
    (await see(mara, mentors, 'nodes { name mentorProfile { currentPosition { title } } }')).nodes,
    [{ name: 'Priya Nair', mentorProfile: { currentPosition: { title: 'Principal engineer' } } }],
    'she finds who does the job, at a higher level (S#12, S#22)'
  )
  const known = { ...words.priya, personId: priya.id, introducedById: rows[0].contactId }
  const contact = await change(mara, 'createContact', known, 'contact { id name introducedBy { name } }')
  t.match(contact, { name: 'Priya Nair', introducedBy: { name: 'Rosa Medina' } }, 'whom the family friend knows (S#11)')
  await change(priya, 'addMilestone', words.milestone, 'milestone { id }')
  await change(mara, 'logTouchpoint', { contactId: contact.id, kind: 'CONGRATULATE' }, 'touchpoint { id }')
  t.same(
    await see(mara, 'contact', 'touchpoints { kind } person { mentorProfile { milestones { title } } }', contact.id),
    {
      touchpoints: [{ kind: 'CONGRATULATE' }],
      person: { mentorProfile: { milestones: [{ title: 'Spoke at CompCon' }] } }
    },
    'she congratulates before she asks (S#23)'
  )
  const { contactCounts } = await see(daniel, 'person', 'contactCounts { existing target }', mara.id)
  t.same(contactCounts, { existing: 1, target: 1 }, 'her counselor learns how many there are, not who (S#38)')
}

export async function asksPriya(
  t: Test,
  { app, people: { mara, priya, tomas }, told, change, see }: ByGraphql
): Promise<string> {
  app.clock.travel(60)
  const draft = { ...words.asked, mentorId: priya.id, whyYou: words.whyPriya }
  const { id } = await change(mara, 'createMeetingRequest', draft, 'meetingRequest { id }')
  await change(mara, 'sendMeetingRequest', { id }, 'meetingRequest { id }')
  t.same(await told(priya), ['Mara Quispe asks you for a conversation'])
  const referral = { mentorId: tomas.id, note: 'He came from another trade.' }
  await change(priya, 'declineMeetingRequest', { id, reason: 'NO_TIME', referral }, 'meetingRequest { id }')
  const { referrals, suggestedNext, ...read } = await see(
    mara,
    'meetingRequest',
    `status declineReason statusText suggestedNext { mentor { name } reasons }
      referrals { note draftRequest { id status via { name } mentor { name } topic whyYou } }`,
    id
  )
  t.same(read, { status: 'DECLINED', declineReason: null, statusText: words.declined }, 'in neutral words (S#32)')
  const { id: next, ...prefilled } = referrals[0].draftRequest
  const via = { status: 'DRAFT', via: { name: 'Priya Nair' }, mentor: { name: 'Tomas Weber' }, whyYou: null }
  t.same(
    prefilled,
    { ...via, topic: words.asked.topic },
    'with a name, which is a draft already, via Priya (S#19, S#31)'
  )
  t.match(
    suggestedNext,
    [
      { mentor: { name: 'Tomas Weber' }, reasons: ['REFERRED', 'SAME_OCCUPATION'] },
      { mentor: { name: 'Ingrid Dahl' } }
    ],
    'and whom to ask next is said at once (S#33)'
  )
  t.same(await told(mara), ["Priya Nair can't talk with you this time", 'Priya Nair has passed on a name to you'])
  return next
}
