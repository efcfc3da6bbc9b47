import { newId } from '../../src/db/ids.ts'
import type { ProblemCode } from '../../src/errors.ts'
import { meetingOf } from '../modules/meetings/meeting-seed.ts'
import { landingRow, offerRow } from '../permissions/filled-landings.ts'
import { mutate } from '../support/graphql.ts'
import { change, type Ground, type Refused } from './provoke-doors.ts'

type Provoke = (ground: Ground) => Promise<Refused[]>

const employed = { category: 'EMPLOYED_FULL_TIME', employmentType: 'ORGANIZATION', organization: 'Foxglove' }

/** What offers, landings and what is said of conversations are refused with. */
export const ofLandings = {
  MEETING_NOT_COMPLETED: async ({ app, home, student, mentor }) => {
    const [id, meetingId] = [newId(), await meetingOf(home, { student, mentor })]
    await home.run(offerRow({ id, studentId: student.id, occupationCode: null, industryCode: null }))
    return change(app, student, 'setOfferAttribution', { id, links: [{ meetingId, attribution: 'DIRECT' }] })
  },
  OFFER_NOT_ACCEPTED: async ({ app, home, student }) => {
    const offerId = newId()
    await home.run(offerRow({ id: offerId, studentId: student.id, stage: 'OFFERED', decidedOn: null }))
    return change(app, student, 'recordLanding', { ...employed, offerId })
  },
  OFFER_HAS_LANDING: async ({ app, home, student }) => {
    const [id, studentId] = [newId(), student.id]
    await home.run(offerRow({ id, studentId }), landingRow({ id: newId(), studentId, offerId: id }))
    return change(app, student, 'removeOffer', { id })
  },
  LANDING_ALREADY_RECORDED: async ({ app, student }) => {
    await mutate(app, student, 'recordLanding', employed, '')
    return change(app, student, 'recordLanding', employed)
  }
} satisfies Partial<Record<ProblemCode, Provoke>>
