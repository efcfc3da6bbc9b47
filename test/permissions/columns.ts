export const roles = ['student', 'alum', 'mentor', 'counselor', 'admin', 'integration'] as const
export type Role = (typeof roles)[number]

/**
 * How a reader stands to the person whom something is about: they are that person; the two have a request and a meeting
 * together; both are of one campus; they are not.
 */
export const relations = ['self', 'pair', 'campus', 'none'] as const
export type Relation = (typeof relations)[number]

/** A column of the matrix: who reads, and how they stand to what is read. */
export interface Column {
  role: Role
  relation: Relation
}

export const nameOf = ({ role, relation }: Column) => `${role}/${relation}`

const people = roles.filter((role) => role !== 'integration')
const rolesOf: Record<Relation, readonly Role[]> = {
  self: people,
  pair: ['student', 'alum', 'mentor'],
  campus: roles,
  none: roles
}

/** Every role in every relation that it can stand in. */
export const columns: readonly Column[] = relations.flatMap((relation) =>
  rolesOf[relation].map((role) => ({ role, relation }))
)

/** What a relation can be a relation to: a person; a conversation, with its student as the person; a thing of a campus. */
export type Circle = 'person' | 'conversation' | 'campus' | 'anybody'

const isIn: Record<Circle, (column: Column) => boolean> = {
  person: () => true,
  // The student of a conversation is "self", so only its mentor is the other one.
  conversation: ({ role, relation }) => relation !== 'pair' || role === 'mentor',
  campus: ({ relation }) => relation === 'campus' || relation === 'none',
  anybody: ({ relation }) => relation === 'campus'
}

/** The columns that say something about what is of this circle. */
export const columnsOf = (circle: Circle): Column[] => columns.filter(isIn[circle])
