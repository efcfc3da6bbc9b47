import { createServer } from 'node:http'
import type { Metrics } from './metrics.ts'
import { StartupError } from './startup-error.ts'

/**
 * Serves the figures at /metrics on a port of their own, which a proxy in front of the doors does not pass on.
 * Throws StartupError when it can't listen there.
 */
export async function serveMetrics(
  metrics: Metrics,
  { host, port }: { host: string; port: number }
): Promise<{ close(): Promise<void>; port: number }> {
  const server = createServer(async (request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') return response.writeHead(404).end()
    // A scrape that fails is one gap in a curve; it must not end the process.
    const text = await metrics.text().catch(() => null)
    if (text === null) return response.writeHead(503).end()
    return response.writeHead(200, { 'content-type': metrics.contentType }).end(text)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) =>
      reject(new StartupError(`the figures can't be served at ${host}:${port}. Choose another METRICS_PORT.`, error))
    )
    server.listen({ host, port }, resolve)
  })
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { close, port: (server.address() as { port: number }).port }
}
