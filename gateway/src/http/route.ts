import type { Caller } from '@jamaa/kit';
import type { z } from 'zod';
import type { Services } from '../clients/services.ts';
import type { QuotaName } from './quotas.ts';

export interface RouteInput<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly caller: Caller;
  readonly services: Services;
  header(name: string): string;
}

export interface Answer {
  readonly status: number;
  /** JSON, unless `type` says otherwise; absent for 204 and 304. */
  readonly body?: unknown;
  /** Bytes that are sent as they come, as fast as the client takes them; `headers` tell length and type. */
  readonly stream?: AsyncIterable<Uint8Array>;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One endpoint: what OpenAPI says of it and what it does stand together, so that neither can drift. */
export interface Route {
  readonly method: 'get' | 'post' | 'put' | 'delete' | 'patch' | 'head';
  /** OpenAPI form, for example `/v1/complaints/{reference}`. */
  readonly path: string;
  readonly operationId: string;
  readonly tag: string;
  readonly summary: string;
  readonly quota: QuotaName;
  /** `public`: no sign-in needed. `signed-in`: a bearer token is. */
  readonly access: 'public' | 'signed-in';
  /** Seconds that a public answer may be kept, here and by clients. */
  readonly cacheSeconds?: number;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodObject;
  /** Bytes instead of JSON: the media types taken, and how many bytes at most. */
  readonly rawBody?: { readonly types: readonly string[]; readonly limit: number };
  /** The body is not read: `body` is the request's bytes as they come, of this media type. */
  readonly streamedBody?: string;
  /** What OPTIONS tells beside the methods. */
  readonly options?: Readonly<Record<string, string>>;
  readonly headers?: z.ZodObject;
  readonly answers: Readonly<
    Record<number, { readonly description: string; readonly schema?: z.ZodType; readonly type?: string }>
  >;
  readonly handle: (input: RouteInput<never, never, never>) => Promise<Answer>;
}

type Parsed<S extends z.ZodObject | undefined> = S extends z.ZodObject ? z.infer<S> : Record<string, never>;

/** Declares a route with the types of its schemas. */
export const route = <
  P extends z.ZodObject | undefined = undefined,
  Q extends z.ZodObject | undefined = undefined,
  B extends z.ZodObject | undefined = undefined,
>(
  definition: Omit<Route, 'params' | 'query' | 'body' | 'handle'> & {
    readonly params?: P;
    readonly query?: Q;
    readonly body?: B;
    readonly handle: (
      input: RouteInput<Parsed<P>, Parsed<Q>, B extends undefined ? unknown : Parsed<B>>,
    ) => Promise<Answer>;
  },
): Route => definition as unknown as Route;
