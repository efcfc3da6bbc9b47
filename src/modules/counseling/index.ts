import type { Module } from '../module.ts'
import { loaders } from './counseling.loaders.ts'
import { resolvers } from './counseling.resolvers.ts'
import { routes } from './counseling.routes.ts'

export const counseling: Module = { resolvers, loaders, routes }
