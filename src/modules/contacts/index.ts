import type { Module } from '../module.ts'
import { loaders } from './contacts.loaders.ts'
import { resolvers } from './contacts.resolvers.ts'
import { routes } from './contacts.routes.ts'

export const contacts: Module = { resolvers, loaders, routes }
