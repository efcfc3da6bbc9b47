import type { Module } from '../module.ts'
import { loaders } from './requests.loaders.ts'
import { resolvers } from './requests.resolvers.ts'
import { routes } from './requests.routes.ts'

export const requests: Module = { resolvers, loaders, routes }
