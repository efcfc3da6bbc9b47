import { newId } from '../../src/db/ids.ts'
import type { ProblemCode } from '../../src/errors.ts'
import { contactRow, milestoneRow } from '../permissions/filled-contacts.ts'
import { mutate } from '../support/graphql.ts'
import { change, type Ground, type Refused } from './provoke-doors.ts'

type Provoke = (ground: Ground) => Promise<Refused[]>

const sam = { givenName: 'Sam', kind: 'TARGET', source: 'FRIEND' }

/** What contacts and milestones are refused with. */
export const ofContacts = {
  CONTACT_ALREADY_LISTED: async ({ app, home, mentor }) => {
    const student = await home.student()
    await mutate(app, student, 'createContact', { ...sam, personId: mentor.id }, '')
    return change(app, student, 'createContact', { ...sam, personId: mentor.id })
  },
  CONTACT_LIST_FULL: async ({ app, home }) => {
    const student = await home.student()
    const rows = Array.from({ length: 2_000 }, () =>
      contactRow({ id: newId(), ownerId: student.id, occupationCode: null })
    )
    await home.run(...rows)
    return change(app, student, 'createContact', sam)
  },
  INTRODUCTION_CYCLE: async ({ app, home }) => {
    const student = await home.student()
    const { contact } = await mutate(app, student, 'createContact', sam, 'contact { id }')
    return change(app, student, 'updateContact', { id: contact.id, introducedById: contact.id })
  },
  TOO_MANY_MILESTONES: async ({ app, home }) => {
    const mentor = await home.mentor()
    await home.run(...Array.from({ length: 50 }, () => milestoneRow({ id: newId(), mentorId: mentor.id })))
    return change(app, mentor, 'addMilestone', { title: 'An award', occurredOn: '2026-02-20' })
  }
} satisfies Partial<Record<ProblemCode, Provoke>>
