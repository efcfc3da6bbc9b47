import {
  type Attributes,
  type Context,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace
} from '@opentelemetry/api'
import { Refusal } from '../errors.ts'

/**
 * A request on its way through the service, as a tree of spans. It is handed along with the scope rather than kept in a
 * context of its own, so that nothing is paid where no exporter is configured: then there is none.
 */
export class Trace {
  readonly #tracer: Tracer
  readonly #span: Span
  readonly #context: Context

  constructor(tracer: Tracer, parent: Context, name: string, kind: SpanKind, attributes: Attributes) {
    this.#tracer = tracer
    this.#span = tracer.startSpan(name, { kind, attributes }, parent)
    this.#context = trace.setSpan(parent, this.#span)
  }

  get traceId(): string {
    return this.#span.spanContext().traceId
  }

  /** Runs a part of the work under a span of its own. A refusal is an answer; anything else that is thrown is an error. */
  async run<Result>(
    name: string,
    kind: SpanKind,
    attributes: Attributes,
    work: () => Promise<Result>
  ): Promise<Result> {
    const part = new Trace(this.#tracer, this.#context, name, kind, attributes)
    try {
      return await work()
    } catch (error) {
      part.fail(error)
      throw error
    } finally {
      part.end()
    }
  }

  set(attributes: Attributes): void {
    this.#span.setAttributes(attributes)
  }

  // By its kind only: the message of a driver's error may hold values.
  fail(error: unknown): void {
    if (error instanceof Refusal) return this.set({ 'halfhour.problem': error.problems[0]?.code })
    this.set({ 'error.type': (error as { code?: string }).code ?? (error as Error).name })
    this.#span.setStatus({ code: SpanStatusCode.ERROR })
  }

  end(): void {
    this.#span.end()
  }
}

/** Runs a part of the work under a span, where there is a trace. */
export const traced = <Result>(
  of: Trace | null,
  name: string,
  attributes: () => Attributes,
  work: () => Promise<Result>,
  kind: SpanKind = SpanKind.INTERNAL
): Promise<Result> => (of ? of.run(name, kind, attributes(), work) : work())
