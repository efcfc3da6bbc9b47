import { toUuid } from '../../db/ids.ts'
import type { Rows } from '../../db/pipeline.ts'
import type { Scope } from '../../db/scope.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { type Tx, write } from '../../db/write.ts'
import { type Problem, problem, refuse, refuseAll } from '../../errors.ts'
import { checkVersion } from '../state-machine.ts'
import { assertMayKeepPeople, assertMayWriteProfile, forbiddenFields } from './people.policy.ts'
import { personsByIds } from './people.service.ts'
import type {
  CreatePersonInput,
  PersonInput,
  PersonRow,
  UpdateMentorProfileInput,
  UpdatePersonInput,
  UpdateStudentProfileInput
} from './people.types.ts'
import { mentorProfileProblems, personProblems, studentProfileProblems } from './people-input.rules.ts'
import { campusDefaults, lockedStates, statesFrom } from './person-state.queries.ts'
import type { PersonState } from './person-state.types.ts'
import type { Path } from './value.rules.ts'
import { type CampusDefaults, duplicateOf, mergeDrafts, saveChanges } from './write-people.ts'

/**
 * Registers a person with everything given of them, in one commit.
 * Throws FORBIDDEN, DUPLICATE_EXTERNAL_ID, DUPLICATE_SUBJECT, unknown codes, and INVALID_INPUT for every field at once.
 */
export const createPerson = (scope: Scope, input: CreatePersonInput): Promise<PersonRow> =>
  write(
    scope,
    async (tx, [campus]) => {
      assertMayKeepPeople(tx.actor)
      return save(tx, {
        before: null,
        input,
        campus,
        problems: personProblems(input, [], true),
        action: 'person.created'
      })
    },
    [campusDefaults()]
  )

/**
 * Changes what is given of a person. The id stays whatever they become, so that a student who turns alum keeps their
 * history (S#73).
 * Throws FORBIDDEN with the fields that the actor may not change, NOT_FOUND, VERSION_CONFLICT, and what createPerson throws.
 */
export const updatePerson = (scope: Scope, { id, expectedVersion, ...fields }: UpdatePersonInput): Promise<PersonRow> =>
  changeOne(scope, id, async (tx, found, campus) => {
    assertMayChange(tx, id, fields)
    const { row, state } = existing(found, 'id')
    checkVersion(row, expectedVersion)
    const problems = personProblems(fields, [], false)
    return save(tx, { before: state, input: fields, campus, problems, action: 'person.updated' })
  })

/**
 * Creates or changes a student profile: by its person, or by who keeps people.
 * Throws FORBIDDEN, NOT_FOUND, VERSION_CONFLICT, INVALID_INPUT.
 */
export const updateStudentProfile = (
  scope: Scope,
  { personId, expectedVersion, ...studentProfile }: UpdateStudentProfileInput
): Promise<PersonRow> =>
  changeOne(scope, personId, async (tx, found, campus) => {
    assertMayWriteProfile(tx.actor, personId)
    const { state } = existing(found, 'personId')
    checkVersion(state.studentProfile ?? { version: 0 }, expectedVersion)
    const problems = studentProfileProblems(studentProfile, [])
    return save(tx, { before: state, input: { studentProfile }, campus, problems, action: 'student_profile.updated' })
  })

/**
 * Creates or changes a mentor profile and, when positions are given, the whole career. Anybody active at the campus may
 * become a mentor, students too (S#4).
 * Throws FORBIDDEN, NOT_FOUND, VERSION_CONFLICT, unknown codes, INVALID_INPUT.
 */
export const updateMentorProfile = (scope: Scope, input: UpdateMentorProfileInput): Promise<PersonRow> =>
  write(scope, async (tx, lead) => reread(tx, await saveMentorProfile(tx, lead, input)), leadOfPerson(input.personId))

/** The same within another change, which has the answers of `leadOfPerson`. Throws what updateMentorProfile throws. */
export async function saveMentorProfile(
  tx: Tx,
  [campus, ...states]: Rows[],
  { personId, expectedVersion, ...mentorProfile }: UpdateMentorProfileInput
): Promise<string> {
  assertMayWriteProfile(tx.actor, personId)
  const { state } = existing(statesFrom(states)[0], 'personId')
  checkVersion(state.mentorProfile ?? { version: 0 }, expectedVersion)
  const problems = mentorProfileProblems(mentorProfile, [])
  const action = 'mentor_profile.updated'
  return saveOnly(tx, { before: state, input: { mentorProfile }, campus, problems, action, mentorPath: [] })
}

type Found = ReturnType<typeof statesFrom>[number]
type Work = (tx: Tx, found: Found | undefined, campus: Rows | undefined) => Promise<PersonRow>

/** A person as they are, locked, with the campus's defaults: what a change of them starts from. */
export const leadOfPerson = (id: string): Sql[] => [campusDefaults(), ...lockedStates(sql`p.id = ${toUuid(id)}::uuid`)]

const changeOne = (scope: Scope, id: string, work: Work): Promise<PersonRow> =>
  write(scope, (tx, [campus, ...states]) => work(tx, statesFrom(states)[0], campus), leadOfPerson(id))

function existing(found: Found | undefined, field: string): Found {
  if (!found) throw refuse('NOT_FOUND', { path: [field] })
  return found
}

function assertMayChange({ actor }: Tx, id: string, fields: object): void {
  const named = Object.entries(fields).filter(([, value]) => value !== undefined)
  const forbidden = forbiddenFields(
    actor,
    id,
    named.map(([name]) => name)
  )
  if (forbidden === null) throw refuse('FORBIDDEN')
  refuseAll(forbidden.map((field) => problem('FORBIDDEN', { path: [field] })))
}

interface Save {
  before: PersonState | null
  input: PersonInput
  campus: Rows | undefined
  /** What is wrong with the fields, told together with what the database knows to be wrong. */
  problems: readonly Problem[]
  action: string
  /** Where the mentor profile stands in the input: the input itself is one in updateMentorProfile. */
  mentorPath?: Path
}

async function save(tx: Tx, change: Save): Promise<PersonRow> {
  return reread(tx, await saveOnly(tx, change))
}

const reread = async (tx: Tx, id: string): Promise<PersonRow> => (await personsByIds(tx, [id]))[0] as PersonRow

async function saveOnly(
  tx: Tx,
  { before, input, campus, problems, action, mentorPath = ['mentorProfile'] }: Save
): Promise<string> {
  const draft = { before, input, path: [], mentorPath }
  const merged = await mergeDrafts(tx, [draft], campus?.[0] as unknown as CampusDefaults)
  refuseAll([...problems, ...merged.problems])
  await saveChanges(tx, merged.changes, () => action).catch((error) => Promise.reject(duplicateOf(error)))
  return merged.changes[0]?.after.id as string
}
