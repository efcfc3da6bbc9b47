import type { Delivery, Feed } from '../../live/feed.ts'
import { dashboardChanged, meetingChanged, meetingRequestChanged, outcomeChanged } from './live.service.ts'

const subscription =
  <Args>(follow: (feed: Feed, args: Args) => Promise<AsyncIterable<Delivery>>) =>
  (_: unknown, args: Args, { feed }: { feed: Feed }) =>
    follow(feed, args)

export const subscriptions = {
  meetingRequestChanged: subscription(meetingRequestChanged),
  meetingChanged: subscription(meetingChanged),
  outcomeChanged: subscription(outcomeChanged),
  dashboardChanged: subscription(dashboardChanged)
}
