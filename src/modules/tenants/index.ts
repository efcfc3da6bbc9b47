import type { Module } from '../module.ts'
import { loaders, resolvers } from './tenants.resolvers.ts'
import { routes } from './tenants.routes.ts'

export const tenants: Module = { resolvers, loaders, routes }
