import type { FastifyInstance } from 'fastify'

interface KnownPath {
  pattern: RegExp
  methods: Set<string>
}

const escaped = (text: string) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&')

const patternOf = (url: string): RegExp =>
  new RegExp(`^${escaped(url).replace(/:\w+/g, '[^/]+').replace(/\*/g, '.*')}$`)

/**
 * Keeps the methods of every route registered from now on, because the router itself only tells "found" or "not found".
 * The function returned gives the methods of a path, sorted; none when there is no such path.
 */
export function pathMethods(app: FastifyInstance): (path: string) => string[] {
  const known = new Map<string, KnownPath>()
  app.addHook('onRoute', ({ url, method }) => {
    const entry = known.get(url) ?? { pattern: patternOf(url), methods: new Set() }
    for (const name of [method].flat()) entry.methods.add(name)
    known.set(url, entry)
  })
  return (path) => {
    const found = [...known.values()].filter(({ pattern }) => pattern.test(path))
    return [...new Set(found.flatMap(({ methods }) => [...methods]))].sort()
  }
}
