import type { Module } from '../module.ts'
import { resolvers } from './documents.resolvers.ts'
import { routes } from './documents.routes.ts'

export const documents: Module = { resolvers, routes }
