import { accountability } from './accountability/index.ts'
import { cards } from './cards/index.ts'
import { contacts } from './contacts/index.ts'
import { counseling } from './counseling/index.ts'
import { documents } from './documents/index.ts'
import { followups } from './followups/index.ts'
import { guidance } from './guidance/index.ts'
import { landings } from './landings/index.ts'
import { live } from './live/index.ts'
import { meetings } from './meetings/index.ts'
import type { Module } from './module.ts'
import { nodes } from './nodes/index.ts'
import { notifications } from './notifications/index.ts'
import { outcomes } from './outcomes/index.ts'
import { people } from './people/index.ts'
import { plans } from './plans/index.ts'
import { preparation } from './preparation/index.ts'
import { questions } from './questions/index.ts'
import { readiness } from './readiness/index.ts'
import { relationships } from './relationships/index.ts'
import { reports } from './reports/index.ts'
import { asks, requests } from './requests/index.ts'
import { resumes } from './resumes/index.ts'
import { reviews } from './reviews/index.ts'
import { taxonomy } from './taxonomy/index.ts'
import { tenants } from './tenants/index.ts'
import { usage } from './usage/index.ts'

/** What the service is made of, in the order in which a reader would ask. */
export const modules: readonly Module[] = [
  tenants,
  people,
  taxonomy,
  plans,
  counseling,
  requests,
  asks,
  preparation,
  questions,
  readiness,
  meetings,
  followups,
  outcomes,
  guidance,
  reviews,
  cards,
  contacts,
  relationships,
  resumes,
  landings,
  accountability,
  reports,
  documents,
  usage,
  live,
  notifications,
  nodes
]
