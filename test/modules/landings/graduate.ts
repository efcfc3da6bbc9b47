import { newId } from '../../../src/db/ids.ts'
import { sql, tenant } from '../../../src/db/sql.ts'
import { insertRow } from '../../../src/db/statements.ts'
import type { TestApp } from '../../support/app.ts'
import type { Campus, Someone } from '../../support/campus.ts'
import { mutate } from '../../support/graphql.ts'
import { meetingOf } from '../meetings/meeting-seed.ts'

const ignored = sql`1`

/** Somebody with a degree of this level that they finish on this day. */
export async function graduate(home: Campus, graduatesOn = '2026-05-20', level = 'BACHELOR'): Promise<Someone> {
  const student = await home.student()
  await degree(home, student, graduatesOn, level)
  return student
}

export const degree = (home: Campus, { id: personId }: Someone, graduatesOn: string, level = 'BACHELOR') => {
  const classYear = Number(graduatesOn.slice(0, 4)) + (graduatesOn.slice(5, 7) >= '07' ? 1 : 0)
  return home.run(
    insertRow('degrees', { id: newId(), personId, programCode: '11.0701', level, graduatesOn, classYear }, ignored)
  )
}

/** A conversation that took place, with somebody new unless given. */
export const met = async (home: Campus, student: Someone, mentor?: Someone): Promise<string> =>
  meetingOf(home, { student, mentor: mentor ?? (await home.mentor()) }, { status: 'COMPLETED' })

export const job = {
  category: 'EMPLOYED_FULL_TIME',
  employmentType: 'ORGANIZATION',
  organization: 'Foxglove Software',
  title: 'Developer'
}

const fields = `landing { id classYear category isCurrent version salary { amount currency period } offer { id }
  landedNotified { total done percent } withdrawnAt }`

/** Records a landing, and gives what the door answers. */
export const record = (app: TestApp, who: Someone, input: object = job) =>
  mutate(app, who, 'recordLanding', input, fields)

/** The codes and paths of what a change is refused with. */
export const refusals = ({ problems }: { problems: { code: string; path: string[] }[] }) =>
  problems.map(({ code, path }) => [code, path.join('.')].filter(Boolean).join(' '))

/** The notices of landings that somebody owes, as they stand: to whom, in which state. */
export const noticesOf = (home: Campus, { id }: Someone) =>
  home.run(sql`select coalesce(f.person_id, f.contact_id)::text as other, f.status, f.landing_id::text, f.due_at
    from follow_ups f where f.tenant_id = ${tenant} and f.owner_id = ${id} and f.kind = 'LANDING_NOTICE'
    order by f.created_at, other`) as unknown as Promise<
    { other: string; status: string; landing_id: string; due_at: Date }[]
  >
