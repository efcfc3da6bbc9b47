import type { Module } from '../module.ts'
import { loaders } from './resumes.loaders.ts'
import { resolvers } from './resumes.resolvers.ts'
import { routes } from './resumes.routes.ts'

export const resumes: Module = { resolvers, loaders, routes }
