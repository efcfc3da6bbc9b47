import { documents } from './documents/index.ts'
import { live } from './live/index.ts'
import { meetings } from './meetings/index.ts'
import type { Module } from './module.ts'
import { nodes } from './nodes/index.ts'
import { notifications } from './notifications/index.ts'
import { people } from './people/index.ts'
import { reports } from './reports/index.ts'
import { requests } from './requests/index.ts'
import { taxonomy } from './taxonomy/index.ts'
import { tenants } from './tenants/index.ts'
import { usage } from './usage/index.ts'

/** What the service is made of, in the order in which a reader would ask. */
export const modules: readonly Module[] = [
  tenants,
  people,
  taxonomy,
  requests,
  meetings,
  reports,
  documents,
  usage,
  live,
  notifications,
  nodes
]
