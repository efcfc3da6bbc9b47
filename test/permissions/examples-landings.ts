import { newId } from '../../src/db/ids.ts'
import { sql, tenant } from '../../src/db/sql.ts'
import type { Cast } from './cast.ts'
import { type Arguments, change, type Example, example, none } from './example.ts'
import { landingRow, offerRow } from './filled-landings.ts'

async function freshOffer({ there, student }: Cast): Promise<Arguments> {
  const id = newId()
  await there.run(offerRow({ id, studentId: student.id, stage: 'OFFERED', decidedOn: null }))
  return { id }
}

/** A landing that the student recorded, or an official where one reads. */
async function freshLanding({ there, student, column, reader }: Cast, recordedById?: string): Promise<Arguments> {
  const id = newId()
  const isOfficial = ['counselor', 'integration'].includes(column.role) && column.relation === 'campus'
  const by = recordedById ?? (isOfficial ? reader.id : student.id)
  await there.run(landingRow({ id, studentId: student.id, recordedById: by, programCode: null }))
  return { id }
}

/** One is invited once: it is open again, as if never answered. */
async function openInvitation({ there, invitation: id }: Cast): Promise<Arguments> {
  await there.run(
    sql`update mentor_invitations set status = 'OPEN', answered_at = null where tenant_id = ${tenant} and id = ${id}`
  )
  return { id }
}

/** Somewhere that nobody has told of. */
async function newLanding({ there, student }: Cast): Promise<Arguments> {
  // Whoever seeks has landed, whatever else they are.
  await there.run(sql`insert into affiliations (tenant_id, person_id, kind) values (${tenant}, ${student.id}, 'ALUM')
    on conflict do nothing`)
  const employed = { category: 'EMPLOYED_FULL_TIME', employmentType: 'ORGANIZATION' }
  return { studentId: student.id, ...employed, organization: `Foxglove ${newId()}` }
}

const on = (fresh: (cast: Cast) => Promise<Arguments>, more: Arguments = {}) =>
  change('conversation', async (cast) => ({ ...(await fresh(cast)), ...more }))

export const landingQueries: Record<string, Example> = {
  offer: example('conversation', ({ offers }) => ({ id: offers[0] })),
  offers: none,
  landing: example('conversation', ({ landings }) => ({ id: landings[0] })),
  landings: none,
  mentorInvitation: example('conversation', ({ invitation }) => ({ id: invitation })),
  mentorInvitations: none,
  conversionReport: none,
  seekerToMentorReport: none
}

export const landingMutations: Record<string, Example> = {
  recordOffer: change('anybody', () => ({ kind: 'JOB', organization: 'Foxglove', title: 'Developer' })),
  updateOffer: on(freshOffer, { stage: 'ACCEPTED' }),
  removeOffer: on(freshOffer),
  setOfferAttribution: on(freshOffer, { links: [] }),
  recordLanding: change('conversation', newLanding),
  updateLanding: on(freshLanding, { title: 'Tester' }),
  withdrawLanding: on(freshLanding, { reason: 'A mistake.' }),
  setLandingAttribution: on(freshLanding, { links: [] }),
  acceptMentorInvitation: on(openInvitation, { seniority: 'ENTRY' }),
  declineMentorInvitation: on(openInvitation)
}
