import type { Module } from '../module.ts'
import { loaders } from './people.loaders.ts'
import { resolvers } from './people.resolvers.ts'
import { routes } from './people.routes.ts'

const joined = { people: { mentorProfile: 'all' }, mentors: { mentorProfile: 'all' } } as const

export const people: Module = { resolvers, loaders, routes, joined }
