import type { Actor } from '../../actor.ts'
import { maySeeContact, maySeeExternalId } from './people.policy.ts'
import type { MentorProfileRow, PersonRow } from './people.types.ts'
import { lastActiveOf, medianResponseHoursOf, responseRateOf } from './response-figures.rules.ts'

/** Given and family name, as one is addressed. */
export const nameOf = ({ givenName, familyName }: Pick<PersonRow, 'givenName' | 'familyName'>): string =>
  `${givenName} ${familyName}`

const hidden = { email: null, phone: null, isDirectoryOptedOut: null }

/** Mail, telephone and directory choice as this actor sees them: null for everybody but the person and officials. */
export function contactOf(
  actor: Actor,
  person: PersonRow
): Pick<PersonRow, 'email' | 'phone'> & { isDirectoryOptedOut: boolean | null } {
  if (!maySeeContact(actor, person.id)) return hidden
  const { email, phone, isDirectoryOptedOut } = person
  return { email, phone, isDirectoryOptedOut }
}

/** The campus's own id of a person: officials only. */
export const externalIdOf = (actor: Actor, person: PersonRow): string | null =>
  maySeeExternalId(actor) ? person.externalId : null

/** The present position, which the profile repeats; null between positions. */
export const currentPositionOf = (profile: MentorProfileRow) =>
  profile.currentTitle === null || profile.currentEmployer === null
    ? null
    : {
        title: profile.currentTitle,
        employer: profile.currentEmployer,
        occupationCode: profile.currentOccupationCode,
        industryCode: profile.currentIndustryCode
      }

/** How a mentor answers, as far as the campus shows it. */
export const responsesOf = {
  responseRate: ({ figures }: MentorProfileRow) => responseRateOf(figures),
  medianResponseHours: ({ figures }: MentorProfileRow) => medianResponseHoursOf(figures),
  lastActive: ({ figures }: MentorProfileRow) => lastActiveOf(figures)
}
