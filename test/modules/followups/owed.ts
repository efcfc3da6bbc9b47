import { campusScopes } from '../../../src/jobs/campuses.ts'
import { keepFollowUps } from '../../../src/modules/followups/followups.jobs.ts'
import type { TestApp } from '../../support/app.ts'
import type { Campus, Someone } from '../../support/campus.ts'
import { graphql } from '../../support/graphql.ts'
import { meetingOf } from '../meetings/meeting-seed.ts'
import { fresh } from '../notifications/told.ts'

/** What the worker does, as often as a test says. */
export const keep = (app: TestApp) => keepFollowUps.run(() => campusScopes(app.database, app.clock))

export const fields = `id kind status dueAt isOverdue remindedAt doneAt channel waiveCause waiveReason allowedActions version
  owner { id } person { id } meeting { id } mail { subject text state settledAt }`

/** A student and a mentor, who began to talk an hour ago, and the meeting's id. */
export async function talk(home: Campus, values: Record<string, unknown> = {}) {
  const [student, mentor] = [await home.student(), await home.mentor()]
  const meetingId = await meetingOf(home, { student, mentor }, values)
  return { student, mentor, meetingId }
}

/** What somebody sees of the thank-you of a meeting. */
export async function thankYouOf(app: TestApp, home: Campus, who: Someone, meetingId: string) {
  const query = `query ($id: ID!) { meeting(id: $id) { thankYou { ${fields} } } }`
  return (await graphql(app, fresh(home, who), query, { id: meetingId })).data.meeting.thankYou
}
