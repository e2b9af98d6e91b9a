import {
  type handleUnaryCall,
  Server,
  type ServerUnaryCall,
  type ServiceDefinition,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import type { Logger, Metrics } from '@jamaa/observability';
import type { Caller } from '../access/caller.ts';
import type { CallerVerifier } from '../access/caller-token.ts';
import { AppError, isAppError } from '../errors/app-error.ts';
import { isDatabaseUnavailable } from '../mongo/transaction.ts';
import { toStatus } from './error-metadata.ts';
import { type RpcTls, serverCredentials } from './tls.ts';

export interface RpcCall {
  readonly caller: Caller;
  /** Aborted when the client gives up or its deadline passes. */
  readonly signal: AbortSignal;
}

/** The methods of a generated server interface, each as one async function. */
export type Methods<S> = {
  // The index signature of a generated server interface would swallow every name.
  readonly [K in keyof S as string extends K
    ? never
    : S[K] extends handleUnaryCall<infer _Q, infer _A>
      ? K
      : never]: S[K] extends handleUnaryCall<infer Q, infer A> ? (request: Q, call: RpcCall) => Promise<A> : never;
};

export interface RpcService {
  readonly definition: ServiceDefinition;
  readonly methods: Readonly<Record<string, (request: never, call: RpcCall) => Promise<unknown>>>;
}

/** Ties a generated definition to its methods; the compiler checks that none is missing. */
export const rpcService = <S extends UntypedServiceImplementation>(
  definition: ServiceDefinition<S>,
  methods: Methods<S>,
): RpcService => ({ definition: definition as ServiceDefinition, methods: methods as RpcService['methods'] });

export interface RpcServerOptions {
  readonly host: string;
  readonly port: number;
  readonly services: readonly RpcService[];
  readonly verifier: CallerVerifier;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Largest request taken, where a service takes files. */
  readonly maxMessageBytes?: number | undefined;
  /** The own certificate: then only callers with one of the same authority are taken. */
  readonly tls?: RpcTls | undefined;
}

export interface RpcServer {
  readonly port: number;
  /** Stops taking calls and waits for those in flight. */
  close(): Promise<void>;
}

const MAX_MESSAGE_BYTES = 8 * 1024 * 1024;
const MAX_IN_FLIGHT = 512;

/** A gRPC server on which every call carries a caller token, is measured, and answers errors from the one registry. */
export async function startRpcServer(o: RpcServerOptions): Promise<RpcServer> {
  const server = new Server({
    'grpc.max_receive_message_length': o.maxMessageBytes ?? MAX_MESSAGE_BYTES,
    'grpc.max_send_message_length': MAX_MESSAGE_BYTES,
    'grpc.keepalive_time_ms': 30_000,
    'grpc.keepalive_timeout_ms': 10_000,
    // Clients spread over new replicas because their channels grow old; the jitter is the library's own.
    'grpc.max_connection_age_ms': 300_000,
    'grpc.max_connection_age_grace_ms': 10_000,
  });
  const seconds = o.metrics.histogram('rpc_server_seconds', 'Handling time of a call', ['method', 'code']);
  const inFlight = { count: 0 };
  for (const service of o.services) {
    const handlers: Record<string, handleUnaryCall<unknown, unknown>> = {};
    for (const [name, method] of Object.entries(service.methods)) {
      handlers[name] = (call, callback) => {
        const end = seconds.startTimer({ method: name });
        void handle(o, inFlight, call, method).then(
          (answer) => {
            end({ code: 'ok' });
            callback(null, answer);
          },
          (thrown: unknown) => {
            const error = outOfReach(thrown);
            end({ code: isAppError(error) ? error.code : 'internal' });
            if (!isAppError(error) || error.code === 'internal')
              o.logger.error({ err: error, method: name }, 'call failed');
            else if (error !== thrown) o.logger.warn({ err: thrown, method: name }, 'call failed for now');
            callback(toStatus(error));
          },
        );
      };
    }
    server.addService(service.definition, handlers);
  }
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`${o.host}:${o.port}`, serverCredentials(o.tls), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        const force = setTimeout(() => server.forceShutdown(), 10_000);
        server.tryShutdown(() => {
          clearTimeout(force);
          resolve();
        });
      }),
  };
}

async function handle(
  o: RpcServerOptions,
  inFlight: { count: number },
  call: ServerUnaryCall<unknown, unknown>,
  method: (request: never, call: RpcCall) => Promise<unknown>,
): Promise<unknown> {
  if (inFlight.count >= MAX_IN_FLIGHT) throw overloaded();
  inFlight.count += 1;
  try {
    const [authorization] = call.metadata.get('authorization');
    const token = typeof authorization === 'string' ? authorization.replace(/^Bearer /i, '') : undefined;
    const caller = await o.verifier.verify(token);
    const cancelled = new AbortController();
    call.on('cancelled', () => cancelled.abort());
    return await method(call.request as never, { caller, signal: cancelled.signal });
  } finally {
    inFlight.count -= 1;
  }
}

/** A caller may try again when the own database is out of reach for now: that is no defect of the service. */
const outOfReach = (error: unknown): unknown =>
  isDatabaseUnavailable(error) ? new AppError('unavailable', 'the database is out of reach', { cause: error }) : error;

const overloaded = (): AppError => new AppError('overloaded', 'too many calls in flight');
