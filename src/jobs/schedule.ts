import { settleCheckIns } from '../modules/accountability/accountability.jobs.ts'
import { keepFollowUps, sendFollowUps } from '../modules/followups/followups.jobs.ts'
import { relayNotifications, sendNotifications } from '../modules/notifications/notifications.jobs.ts'
import { ageRelationships, remindOfDueUpdates } from '../modules/relationships/relationships.jobs.ts'
import { expireRequests, remindOfWaiting } from '../modules/requests/requests.jobs.ts'
import { withdrawReviews } from '../modules/reviews/reviews.jobs.ts'
import { forgetKeys } from '../modules/tenants/idempotency.jobs.ts'
import { forgetUses } from '../modules/usage/usage.jobs.ts'
import type { RecurringJob } from './recurring.ts'

/** All recurring work, one line each. */
export const schedule: readonly RecurringJob[] = [
  expireRequests,
  remindOfWaiting,
  withdrawReviews,
  keepFollowUps,
  sendFollowUps,
  settleCheckIns,
  relayNotifications,
  sendNotifications,
  ageRelationships,
  remindOfDueUpdates,
  forgetKeys,
  forgetUses
]
