import type { Tracer } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BasicTracerProvider, BatchSpanProcessor, type SpanExporter } from '@opentelemetry/sdk-trace-base'

export interface Tracing {
  readonly tracer: Tracer
  /** Sends what has not been sent yet. */
  flush(): Promise<void>
  close(): Promise<void>
}

/** Traces that go to a collector by OTLP over HTTP, in batches; what it does not take in time is dropped, not kept. */
export const openTracing = (endpoint: string, serviceName: string): Tracing =>
  tracingTo(new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` }), serviceName)

/** The same for any exporter. */
export function tracingTo(exporter: SpanExporter, serviceName: string): Tracing {
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': serviceName }),
    spanProcessors: [new BatchSpanProcessor(exporter)]
  })
  return {
    tracer: provider.getTracer('halfhour'),
    flush: () => provider.forceFlush(),
    close: () => provider.shutdown()
  }
}
