import type { Module } from '../module.ts'
import { loaders } from './notifications.loaders.ts'
import { resolvers } from './notifications.resolvers.ts'
import { routes } from './notifications.routes.ts'

export const notifications: Module = { resolvers, loaders, routes }
