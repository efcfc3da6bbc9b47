import pino, { type DestinationStream, type Logger } from 'pino'

/** Errors whose words may repeat what was sent: a value that the database could not read, a call of Prisma's, an address. */
function mayQuote({ name, code }: { name: string; code: string }): boolean {
  // Class 22 are data exceptions; fastify's own errors name the URL.
  return /^22...$|^FST_/.test(code) || /^(Prisma|DriverAdapter|GraphQL|Syntax)/.test(name)
}

/**
 * An error as the log may keep it: kind, code, stack and the names of what it is about. Whatever else a driver hangs on it
 * (the row, the parameters, the query, a raw packet) stays out, because it may hold what people wrote.
 */
export function loggedError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return { type: typeof error }
  const { name, message, stack, cause } = error
  const { code = '', constraint, table, column, routine } = error as unknown as Record<string, string | undefined>
  // The first lines of a stack are the message again.
  const frames = (stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    type: name,
    ...(!mayQuote({ name, code: String(code) }) && { message }),
    ...(code && { code }),
    ...(constraint && { constraint }),
    ...(table && { table }),
    ...(column && { column }),
    ...(routine && { routine }),
    stack: frames.join('\n'),
    ...(cause !== undefined && depth < 4 && { cause: loggedError(cause, depth + 1) })
  }
}

/**
 * The log of the process: lines of JSON. What arrives in a request is censored wherever somebody should log it, and
 * errors are kept without the values that they carry.
 */
export function openLog(level: string, destination: DestinationStream): Logger {
  const arrived = ['headers', 'body', 'query', 'variables', 'cookies', 'authorization', 'token']
  return pino(
    {
      level,
      serializers: {
        err: (error) => loggedError(error),
        // Fastify's own would give the address, which may hold a name that was searched for.
        req: ({ method }: { method?: string }) => ({ method }),
        res: ({ statusCode }: { statusCode?: number }) => ({ statusCode })
      },
      redact: { paths: arrived.flatMap((name) => [name, `*.${name}`]), censor: '[kept out]' }
    },
    destination
  )
}
