import { everything, heldConversation } from '../modules/outcomes/held-conversation.ts'
import type { TestApp } from '../support/app.ts'
import type { Campus } from '../support/campus.ts'
import { graphql, mutate, rest } from '../support/graphql.ts'

/** Says and asks of a conversation what can be, so that every statement of it has been sent. */
export async function walkOutcomeDepth(app: TestApp, home: Campus): Promise<void> {
  const [student, mentor, counselor] = [await home.student(), await home.mentor(), await home.counselor()]
  const { meetingId, shown } = await heldConversation(home, { student, mentor })
  const said = everything((await home.mentor()).id, shown)
  const fields = 'outcome { id leads { id } resources { id } skillsToAcquire { id } }'
  const { outcome } = await mutate(app, student, 'logOutcome', { meetingId, ...said }, fields)
  const [leads, resources] = [outcome.leads, outcome.resources].map((rows) => rows.map(({ id }: { id: string }) => id))
  const less = { id: outcome.id, resumeFeedback: null, removeLeads: leads, removeResources: resources }
  const more = { addLeads: said.leads, addSkillsToAcquire: [{ name: 'R' }, { name: 'SQL' }] }
  const { outcome: after } = await mutate(app, student, 'updateOutcome', { ...less, ...more }, fields)
  const [first, second, third] = after.skillsToAcquire.map(({ id }: { id: string }) => id)
  await mutate(app, student, 'updateSkillTask', { id: first, name: 'Statistics' }, '')
  await mutate(app, student, 'completeSkillTask', { id: second }, '')
  await mutate(app, student, 'dropSkillTask', { id: third }, '')
  await rest(app, counselor, 'GET', `/v1/outcomes/${outcome.id}`)
  await rest(app, student, 'GET', `/v1/people/${student.id}/competency-deltas`)
  const ofOutcomes = 'filter: { type: CAREER_EXPLORATION, program: "11", loggedFrom: "2026-01-01T00:00:00.000Z" }'
  const reads = [
    `outcomes(filter: { resumeVersionId: "${shown}" }) { nodes { id ledTo { referrals { referral { id } } } resources { referral { id } } } }`,
    `leads(filter: { studentId: "${student.id}", isOpen: true }) { totalCount nodes { outcome { id } } }`,
    `skillTasks(filter: { studentId: "${student.id}", status: [OPEN], dueBefore: "2026-12-31" }) { totalCount nodes { id } }`,
    `fitReport(${ofOutcomes}) { others { usefulRate } }`,
    `competencyReport(${ofOutcomes}) { competencies { meanDelta } }`,
    `referralReport(${ofOutcomes}) { referralsPerOutcome }`,
    `nodes(ids: ["${first}", "${after.leads[0].id}"]) { id }`
  ]
  for (const read of reads) await graphql(app, counselor, `{ ${read} }`)
}
