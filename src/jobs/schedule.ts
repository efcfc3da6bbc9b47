import { expireRequests } from '../modules/requests/requests.jobs.ts'
import type { RecurringJob } from './recurring.ts'

/** All recurring work, one line each. */
export const schedule: readonly RecurringJob[] = [expireRequests]
