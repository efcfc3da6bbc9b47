import type { RouteHandler } from '../module.ts'
import { getReadiness } from './readiness.service.ts'

export const routes: Record<string, RouteHandler> = {
  getReadiness: ({ scope, params }) => getReadiness(scope, params as { id: string })
}
