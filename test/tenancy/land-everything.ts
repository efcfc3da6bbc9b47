import { newId } from '../../src/db/ids.ts'
import { meetingOf } from '../modules/meetings/meeting-seed.ts'
import { contactRow, touchpointRow } from '../permissions/filled-contacts.ts'
import type { TestApp } from '../support/app.ts'
import type { Campus } from '../support/campus.ts'
import { graphql, mutate } from '../support/graphql.ts'

/** Does with offers, landings and invitations what can be done, so that every statement of theirs has been sent. */
export async function landEverything(app: TestApp, home: Campus): Promise<void> {
  const [student, mentor, counselor] = [await home.student(), await home.mentor(), await home.counselor()]
  const meetingId = await meetingOf(home, { student, mentor }, { status: 'COMPLETED' })
  const [contactId, ownerId] = [newId(), student.id]
  await home.run(
    contactRow({ id: contactId, ownerId, occupationCode: null }),
    touchpointRow({ id: newId(), ownerId, contactId, kind: 'INTRO' })
  )
  const links = [{ meetingId, attribution: 'DIRECT' }]
  const place = { organization: 'Foxglove', title: 'Developer' }
  const made = async () =>
    (await mutate(app, student, 'recordOffer', { kind: 'JOB', stage: 'OFFERED', ...place }, 'offer { id }')).offer.id
  const [offerId, other] = [await made(), await made()]
  await mutate(app, student, 'setOfferAttribution', { id: offerId, links }, 'offer { id }')
  await mutate(app, student, 'updateOffer', { id: offerId, stage: 'ACCEPTED' }, 'offer { id }')
  await mutate(app, student, 'removeOffer', { id: other }, 'offer { id }')
  const employed = { category: 'EMPLOYED_FULL_TIME', employmentType: 'ORGANIZATION', ...place }
  const { landing } = await mutate(app, student, 'recordLanding', { ...employed, offerId }, 'landing { id }')
  await mutate(app, student, 'setLandingAttribution', { id: landing.id, links }, 'landing { id }')
  await mutate(app, student, 'updateLanding', { id: landing.id, category: 'SEEKING_EMPLOYMENT' }, 'landing { id }')
  await mutate(app, student, 'updateLanding', { id: landing.id, ...employed }, 'landing { id }')
  const everything = `{
    offers(filter: { kind: JOB, stage: [ACCEPTED], isAttributed: true, createdFrom: "2026-01-01T00:00:00Z" }) {
      totalCount nodes { student { id } attribution { meeting { id } } } }
    landings(filter: { isCurrent: true, isWithdrawn: false, category: [EMPLOYED_FULL_TIME], source: [STUDENT] }) {
      totalCount nodes { offer { id } landedNotified { total } attribution { attribution } recordedBy { id } } }
    mentorInvitations(filter: { status: OPEN }) { totalCount nodes { id landing { id } } } }`
  const { data } = await graphql(app, student, everything)
  await graphql(app, counselor, everything)
  await graphql(app, counselor, '{ conversionReport { rate } seekerToMentorReport { share } }')
  await mutate(app, student, 'withdrawLanding', { id: landing.id, reason: 'A mistake.' }, 'landing { id }')
  const { id } = data.mentorInvitations.nodes[0]
  await mutate(app, student, 'declineMentorInvitation', { id }, 'mentorInvitation { id }')
  await mutate(app, student, 'acceptMentorInvitation', { id, seniority: 'ENTRY' }, 'mentorInvitation { id }')
}
