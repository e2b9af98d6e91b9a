import {
  type CallOptions,
  type ChannelCredentials,
  type ClientOptions,
  type ClientUnaryCall,
  Metadata,
  type ServiceError,
} from '@grpc/grpc-js';
import { AppError } from '../errors/app-error.ts';
import { fromServiceError } from './error-metadata.ts';
import { clientCredentials, type RpcTls } from './tls.ts';

export interface RpcCallOptions {
  /** Caller token for the target service. */
  readonly token: string;
  /** Milliseconds; 5,000 when absent. Every call has one. */
  readonly deadlineMs?: number;
  readonly signal?: AbortSignal;
}

type UnaryMethod<Q, A> = (
  request: Q,
  metadata: Metadata,
  options: Partial<CallOptions>,
  callback: (error: ServiceError | null, response: A) => void,
) => ClientUnaryCall;

/** A generated client with promises instead of callbacks. */
export type Rpc<C> = {
  readonly [K in keyof C as C[K] extends UnaryMethod<infer _Q, infer _A> ? K : never]: C[K] extends UnaryMethod<
    infer Q,
    infer A
  >
    ? (request: Q, options: RpcCallOptions) => Promise<A>
    : never;
};

export interface RpcClient<C> {
  readonly call: Rpc<C>;
  close(): void;
}

type Constructor<C> = new (address: string, credentials: ChannelCredentials, options?: Partial<ClientOptions>) => C;

const CHANNELS = 4;
const MAX_IN_FLIGHT_PER_CHANNEL = 100;

/**
 * A client over four channels with connections of their own: one HTTP/2 connection collapses past 200 calls in flight.
 * Calls beyond a hundred per channel are shed at once as `overloaded`; errors arrive as AppError.
 */
export function createRpcClient<C extends { close(): void }>(
  Client: Constructor<C>,
  address: string,
  tls?: RpcTls,
): RpcClient<C> {
  const secured = clientCredentials(tls);
  const channels = Array.from({ length: CHANNELS }, () => ({
    client: new Client(address, secured, {
      ...(tls?.serverName === undefined ? {} : { 'grpc.ssl_target_name_override': tls.serverName }),
      'grpc.use_local_subchannel_pool': 1,
      'grpc.keepalive_time_ms': 30_000,
      'grpc.keepalive_timeout_ms': 10_000,
      'grpc.service_config': JSON.stringify({ loadBalancingConfig: [{ round_robin: {} }] }),
      'grpc.initial_reconnect_backoff_ms': 100,
      'grpc.max_reconnect_backoff_ms': 2_000,
      'grpc.max_receive_message_length': 16 * 1024 * 1024,
    }),
    inFlight: 0,
  }));
  const call = new Proxy({} as Rpc<C>, {
    get: (_target, name) => (request: unknown, options: RpcCallOptions) => {
      const channel = channels.reduce((least, one) => (one.inFlight < least.inFlight ? one : least));
      if (channel.inFlight >= MAX_IN_FLIGHT_PER_CHANNEL) {
        return Promise.reject(new AppError('overloaded', 'too many calls in flight'));
      }
      channel.inFlight += 1;
      return unary(channel.client, String(name), request, options).finally(() => {
        channel.inFlight -= 1;
      });
    },
  });
  return {
    call,
    close: () => {
      for (const channel of channels) channel.client.close();
    },
  };
}

function unary(client: object, name: string, request: unknown, o: RpcCallOptions): Promise<unknown> {
  const method = Reflect.get(client, name) as UnaryMethod<unknown, unknown>;
  const metadata = new Metadata();
  metadata.set('authorization', `Bearer ${o.token}`);
  return new Promise((resolve, reject) => {
    const deadline = Date.now() + (o.deadlineMs ?? 5_000);
    const started = method.call(client, request, metadata, { deadline }, (error, response) =>
      error === null ? resolve(response) : reject(fromServiceError(error)),
    );
    o.signal?.addEventListener('abort', () => started.cancel(), { once: true });
  });
}
