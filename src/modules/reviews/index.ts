import type { Module } from '../module.ts'
import { loaders } from './reviews.loaders.ts'
import { resolvers } from './reviews.resolvers.ts'
import { routes } from './reviews.routes.ts'

export const reviews: Module = { resolvers, loaders, routes }
