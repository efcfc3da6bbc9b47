import { SpanKind } from '@opentelemetry/api'
import { type Trace, traced } from './trace.ts'

/** A round trip to the database under a span of its own: the statements' text, never a value of theirs. */
export const tracedSql = <Result>(
  trace: Trace | null,
  statements: readonly { text: string }[],
  send: () => Promise<Result>
): Promise<Result> =>
  trace === null
    ? send()
    : traced(
        trace,
        'postgresql',
        () => ({
          'db.system.name': 'postgresql',
          'db.operation.batch.size': statements.length,
          'db.query.text': statements.map(({ text }) => text).join(';\n')
        }),
        send,
        SpanKind.CLIENT
      )
