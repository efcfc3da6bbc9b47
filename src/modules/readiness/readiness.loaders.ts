import type { Loader } from '../module.ts'
import type { RequestRow } from '../requests/requests.types.ts'
import { readinessOfRequests } from './readiness.service.ts'

const readiness: Loader<RequestRow> = (queries, { scope }) =>
  readinessOfRequests(
    scope,
    queries.map(({ obj }) => obj)
  )

export const loaders = { MeetingRequest: { readiness } }
