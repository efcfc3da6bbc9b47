import type { Module } from '../module.ts'
import { routes as ofLists } from './question-lists.routes.ts'
import { loaders } from './questions.loaders.ts'
import { resolvers } from './questions.resolvers.ts'
import { routes as ofBank } from './questions.routes.ts'

export const questions: Module = { resolvers, loaders, routes: { ...ofBank, ...ofLists } }
