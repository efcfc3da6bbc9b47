import { liveApp } from '../support/follow.ts'
import { castAll } from './cast.ts'
import type { Ground, Matrix } from './ground.ts'
import { measureChanges, measureFields } from './measure-fields.ts'
import { measureOperations, measureSubscriptions } from './measure-operations.ts'
import { measureRestFields } from './rest-fields.ts'

/** Asks for every field and operation as everybody. Throws when nobody told how to ask for one. */
export async function measure(t: Parameters<typeof liveApp>[0]): Promise<Ground> {
  // Nobody's roles change meanwhile.
  const app = await liveApp(t, { actorTtlMs: 3_600_000 })
  const matrix: Matrix = {
    fields: new Map(),
    restFields: new Map(),
    changes: new Map(),
    graphql: new Map(),
    rest: new Map(),
    undone: []
  }
  const ground = { app, casts: await castAll(app), matrix }
  // What is read comes first: the operations change it.
  await measureFields(ground)
  await measureRestFields(ground)
  await measureChanges(ground)
  await measureOperations(ground)
  await measureSubscriptions(t, ground)
  return ground
}
