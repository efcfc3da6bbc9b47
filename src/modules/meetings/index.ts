import type { Module } from '../module.ts'
import { loaders } from './meetings.loaders.ts'
import { resolvers } from './meetings.resolvers.ts'
import { routes } from './meetings.routes.ts'
import { joinableFields } from './meetings.service.ts'

export const meetings: Module = { resolvers, loaders, routes, joined: { meetings: joinableFields } }
