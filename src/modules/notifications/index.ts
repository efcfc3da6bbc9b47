import type { Module } from '../module.ts'
import { loaders } from './notifications.loaders.ts'
import { resolvers } from './notifications.resolvers.ts'
import { routes } from './notifications.routes.ts'
import { textResolvers } from './own-texts.resolvers.ts'
import { textRoutes } from './own-texts.routes.ts'

export const notifications: Module = {
  resolvers: {
    ...resolvers,
    Query: { ...resolvers.Query, ...textResolvers.Query },
    Mutation: { ...resolvers.Mutation, ...textResolvers.Mutation },
    NotificationText: textResolvers.NotificationText
  },
  loaders,
  routes: { ...routes, ...textRoutes }
}
