import { newId } from '../../db/ids.ts'
import type { Sql } from '../../db/sql.ts'
import { insertRow } from '../../db/statements.ts'
import type { Tx } from '../../db/write.ts'
import { type KnownNotice, oweLandingNotices } from '../followups/landing-notices.service.ts'
import type { EarlierLanding, Graduate, Helper } from './graduate.queries.ts'
import { invitationReturning } from './invitations.queries.ts'
import { isGoodNews } from './landings.rules.ts'
import type { LandingCategory } from './landings.types.ts'

export interface News {
  id: string
  category: LandingCategory
  destination: string
  classYear: number | null
}

const keyOf = ({ personId, contactId }: Helper) => `${personId} ${contactId}`

/**
 * What good news of a landing amounts to, as statements for the caller's round trip: a notice to write for everybody who
 * helped and has not been told of the same destination, whichever source told it first (S#70), and an invitation to become a
 * mentor, once in a person's life at the campus (S#17). Nothing for those who still seek.
 */
export function tellOfLanding(
  tx: Tx,
  landing: News,
  graduate: Graduate,
  known: { earlier: readonly EarlierLanding[]; told: readonly KnownNotice[]; helpers: readonly Helper[] }
): Sql[] {
  if (!isGoodNews(landing.category)) return []
  const same = known.earlier.filter(
    ({ classYear, destination }) => classYear === landing.classYear && destination === landing.destination
  )
  const ids = new Set([landing.id, ...same.map(({ id }) => id)])
  const told = new Set(known.told.filter(({ landingId, isObsolete }) => !isObsolete && ids.has(landingId)).map(keyOf))
  const open = known.helpers.filter((helper) => helper.personId !== graduate.id && !told.has(keyOf(helper)))
  const wanted = new Set(open.map(keyOf))
  const revived = known.told.filter((one) => one.isObsolete && one.landingId === landing.id && wanted.has(keyOf(one)))
  const again = new Set(revived.map(keyOf))
  const fresh = open
    .filter((helper) => !again.has(keyOf(helper)))
    .map(({ personId, contactId }) => ({
      ...{ id: newId(), personId, contactId },
      ...{ landingId: landing.id, ownerId: graduate.id }
    }))
  return [...oweLandingNotices(tx, fresh, revived), ...invite(tx, landing, graduate)]
}

function invite(tx: Tx, { id: landingId }: News, { id: personId, isActive, isMentor, isInvited }: Graduate): Sql[] {
  if (!isActive || isMentor || isInvited) return []
  const stamps = { version: 1, createdAt: tx.now, updatedAt: tx.now }
  const row = { id: newId(), personId, landingId, status: 'OPEN', answeredAt: null, ...stamps }
  const payload = { personId, landingId, status: row.status }
  const action = 'mentor_invitation.made'
  tx.record({ action, subjectType: 'MentorInvitation', subjectId: row.id, changes: payload, payload })
  return [insertRow('mentor_invitations', row, invitationReturning)]
}
