import type { ChannelCredentials, ClientOptions } from '@grpc/grpc-js';
import { JournalServiceClient } from '@jamaa/proto/platform/v1/platform';
import type { Caller } from '../access/caller.ts';
import { createRpcClient, type Rpc } from '../rpc/client.ts';
import { tlsOf } from '../rpc/tls.ts';
import type { Platform } from './platform.ts';

type Constructor<C> = new (address: string, credentials: ChannelCredentials, options?: Partial<ClientOptions>) => C;

export interface Peer<C> {
  /** Calls another service as this service itself. */
  call<K extends keyof Rpc<C>>(
    method: K,
    request: Parameters<Rpc<C>[K]>[0],
    deadlineMs?: number,
  ): ReturnType<Rpc<C>[K]>;
}

/** A client of another service that speaks under this service's own identity; closed with the platform. */
export function peer<C extends { close(): void }>(
  platform: Pick<Platform, 'service' | 'signer' | 'onClose' | 'env'>,
  Client: Constructor<C>,
  target: string,
  address: string,
): Peer<C> {
  const client = createRpcClient(Client, address, tlsOf(platform.env));
  platform.onClose(() => client.close());
  const self: Caller = { kind: 'service', service: platform.service };
  return {
    call(method, request, deadlineMs) {
      const run = async (): Promise<unknown> => {
        const token = await platform.signer.mint(self, target);
        const send = client.call[method] as (request: unknown, options: object) => Promise<unknown>;
        return send(request, deadlineMs === undefined ? { token } : { token, deadlineMs });
      };
      return run() as never;
    },
  };
}

/**
 * Where a consumer reads the journal of a publishing service, to heal a gap in its stream; part of `platform.consume`'s
 * options. Without an address the consumer goes on with a gap, but says so.
 */
export const journalOf = (
  platform: Pick<Platform, 'service' | 'signer' | 'onClose' | 'env'>,
  source: string,
  address: string | undefined,
): { journal?: Peer<JournalServiceClient> } =>
  address === undefined ? {} : { journal: peer(platform, JournalServiceClient, source, address) };
