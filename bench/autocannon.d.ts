// The package brings no types: what the bench uses of it.
declare module 'autocannon' {
  interface Request {
    method: 'GET' | 'POST'
    path: string
    headers: Record<string, string>
    body?: string
  }

  interface Client {
    setRequests(requests: Request[]): void
  }

  interface Options {
    url: string
    connections: number
    amount: number
    requests: Request[]
    setupClient?: (client: Client) => void
    verifyBody?: (body: string) => boolean
  }

  interface Result {
    errors: number
    timeouts: number
    mismatches: number
    non2xx: number
  }

  interface Instance extends Promise<Result> {
    on(event: 'response', listener: (client: Client, status: number, bytes: number, tookMs: number) => void): this
  }

  export default function autocannon(options: Options): Instance
}
