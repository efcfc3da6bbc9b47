import { isOfficial } from '../../actor.ts'
import type { Scope } from '../../db/scope.ts'
import type { Delivery, Feed, LiveEvent } from '../../live/feed.ts'
import { meetingsByIds } from '../meetings/meetings.service.ts'
import { outcomesByIds } from '../outcomes/outcomes.service.ts'
import { requestsByIds } from '../requests/requests.service.ts'
import { assertMayFollowCampus, mayConcern } from './live.policy.ts'
import { eventRowsBetween, type IdRange } from './live.queries.ts'

export type { IdRange }

/** At most so many events are read at once. */
export const eventPageMax = 500

interface OneOrAll {
  id?: string | null
}

type Changes = Promise<AsyncIterable<Delivery>>

/** What has happened at the scope's campus to requests, meetings and outcomes within the ranges, oldest first. */
export const eventsBetween = (scope: Scope, ranges: readonly IdRange[]): Promise<LiveEvent[]> =>
  eventRowsBetween(scope, ranges, eventPageMax)

/** The requests that the actor may see, or one of them, each time one changes. Throws SERVICE_UNAVAILABLE. */
export const meetingRequestChanged = (feed: Feed, args: OneOrAll): Changes =>
  changesOf(feed, 'MeetingRequest', args, async (scope, event) => {
    const [meetingRequest] = await requestsByIds(scope, [event.subjectId])
    return meetingRequest ? { event, meetingRequest } : null
  })

/** The meetings that the actor may see, or one of them, each time one changes. Throws SERVICE_UNAVAILABLE. */
export const meetingChanged = (feed: Feed, args: OneOrAll): Changes =>
  changesOf(feed, 'Meeting', args, async (scope, event) => {
    const [meeting] = await meetingsByIds(scope, [event.subjectId])
    return meeting ? { event, meeting } : null
  })

/** The outcomes that the actor may see, each time one is logged or changed. Throws SERVICE_UNAVAILABLE. */
export const outcomeChanged = (feed: Feed, args: OneOrAll): Changes =>
  changesOf(feed, 'Outcome', args, async (scope, event) => {
    const [outcome] = await outcomesByIds(scope, [event.subjectId])
    return outcome ? { event, outcome } : null
  })

/**
 * Everything that changes what a dashboard of the campus shows, as ids. An official who is one no longer is told nothing
 * more. Throws FORBIDDEN, SERVICE_UNAVAILABLE.
 */
export async function dashboardChanged(feed: Feed): Changes {
  assertMayFollowCampus(feed.actor)
  const events = await feed.join(() => true)
  return deliveries(feed, events, async ({ actor }, event) => (isOfficial(actor) ? { event } : null))
}

type Look = (scope: Scope, event: LiveEvent) => Promise<object | null>

async function changesOf(feed: Feed, subjectType: LiveEvent['subjectType'], { id }: OneOrAll, look: Look): Changes {
  const subjectId = id?.toLowerCase()
  const events = await feed.join(
    (event) =>
      event.subjectType === subjectType &&
      (subjectId === undefined || event.subjectId === subjectId) &&
      mayConcern(feed.actor, event)
  )
  return deliveries(feed, events, look)
}

// Each delivery looks at the object anew: it is told as it is now, and not at all to somebody who may not see it.
async function* deliveries(feed: Feed, events: AsyncIterable<LiveEvent>, look: Look): AsyncGenerator<Delivery> {
  for await (const event of events) {
    const scope = await feed.enter()
    if (scope === null) return
    const payload = await look(scope, event).catch((error) => scope.endReads().then(() => Promise.reject(error)))
    if (payload !== null) yield { scope, payload }
    else await scope.endReads()
  }
}
