import type { Module } from '../module.ts'
import { subscriptions } from './live.resolvers.ts'

export const live: Module = { subscriptions }
