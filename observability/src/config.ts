import { env } from 'node:process';

/** How traces are exported; the exporter itself reads the standard OTEL_EXPORTER_OTLP_* and OTEL_BSP_* variables. */
export interface TraceConfig {
  serviceName: string;
  /** Share of new traces that are kept, 0 to 1; a trace that arrives keeps its caller's decision. */
  ratio: number;
}

/** True when OTEL_EXPORTER_OTLP_ENDPOINT is set and OTEL_SDK_DISABLED is not `true`. */
export function tracesWanted(): boolean {
  return (env.OTEL_EXPORTER_OTLP_ENDPOINT ?? '') !== '' && env.OTEL_SDK_DISABLED !== 'true';
}

/** @throws Error that names each variable and what is wrong with it */
export async function readTraceConfig(): Promise<TraceConfig> {
  // Loaded here, so that a process without an endpoint does not pay for it.
  const { z } = await import('zod');
  const range = 'must be a number from 0 to 1';
  const ratio = z.coerce.number(range).min(0, range).max(1, range);
  const schema = z.object({
    OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }),
    OTEL_SERVICE_NAME: z.string({ error: 'is required' }).min(1, 'is required'),
    // An empty text would count as 0 and silently keep nothing.
    OTEL_TRACES_SAMPLER_ARG: z.preprocess((text) => text || undefined, ratio.default(1)),
  });
  const result = schema.safeParse(env);
  if (!result.success) {
    throw new Error(result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '));
  }
  return { serviceName: result.data.OTEL_SERVICE_NAME, ratio: result.data.OTEL_TRACES_SAMPLER_ARG };
}
