import type { Module } from '../module.ts'
import { loaders } from './people.loaders.ts'
import { resolvers } from './people.resolvers.ts'
import { routes } from './people.routes.ts'

export const people: Module = { resolvers, loaders, routes }
