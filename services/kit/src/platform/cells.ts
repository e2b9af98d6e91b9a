import type { ChannelCredentials, ClientOptions } from '@grpc/grpc-js';
import { JournalServiceClient } from '@jamaa/proto/platform/v1/platform';
import { z } from 'zod';
import type { Caller } from '../access/caller.ts';
import { acrossCells, createCallerSigner } from '../access/caller-token.ts';
import { HUB } from '../bus/subjects.ts';
import { createRpcClient } from '../rpc/client.ts';
import { tlsOf } from '../rpc/tls.ts';
import type { Peer } from './peer.ts';
import type { Platform } from './platform.ts';

/** Setting such as `CELLS`: where a service of other cells listens, `06=host:port,12=host:port`; empty where there is one cell. */
export const cellsSetting = z
  .string()
  .default('')
  .transform((text, context): ReadonlyMap<string, string> => {
    const cells = new Map<string, string>();
    for (const part of text.split(',').filter((one) => one.trim() !== '')) {
      const [cell = '', address = '', ...more] = part.trim().split('=');
      if (!/^\d{2}$/.test(cell) || !/^[^\s=]+:\d+$/.test(address) || more.length > 0 || cells.has(cell)) {
        context.addIssue({ code: 'custom', message: 'is like 06=host:port,12=host:port, each cell once' });
        return z.NEVER;
      }
      cells.set(cell, address);
    }
    return cells;
  });

type Constructor<C> = new (address: string, credentials: ChannelCredentials, options?: Partial<ClientOptions>) => C;

/** One service in other cells. */
export interface Cells<C> {
  /** Codes of the cells whose address is known. */
  readonly known: ReadonlySet<string>;
  /** @throws Error for a cell that is not known */
  at(cell: string): Peer<C>;
}

/**
 * Clients of a service in other cells, this service's counterparts when no other is named, under this service's name in this cell. People's data crosses these links: in production they
 * need mutual TLS.
 * @throws Error for addresses without `TLS_DIR` in production
 */
export async function cellPeers<C extends { close(): void }>(
  { env, service, onClose }: Pick<Platform, 'service' | 'onClose' | 'env'>,
  Client: Constructor<C>,
  addresses: ReadonlyMap<string, string>,
  target = service,
): Promise<Cells<C>> {
  const { TLS_DIR: folder, CELL: cell, NODE_ENV, SECRETS_DIR } = env;
  if (addresses.size > 0 && folder === undefined && NODE_ENV === 'production')
    throw new Error('CELLS needs TLS_DIR in production: cases of people cross these links');
  const signer = await createCallerSigner(SECRETS_DIR, service, acrossCells(service, cell));
  const self: Caller = { kind: 'cell', cell, service };
  const peers = new Map<string, Peer<C>>();
  for (const [to, address] of addresses) {
    const client = createRpcClient(Client, address, tlsOf(env));
    onClose(() => client.close());
    peers.set(to, {
      call(method, request, deadlineMs) {
        const run = async (): Promise<unknown> => {
          const token = await signer.mint(self, acrossCells(target, to));
          const send = client.call[method] as (request: unknown, options: object) => Promise<unknown>;
          return send(request, deadlineMs === undefined ? { token } : { token, deadlineMs });
        };
        return run() as never;
      },
    });
  }
  const found = (to: string): Peer<C> => {
    const one = peers.get(to);
    if (one === undefined) throw new Error(`no address of cell ${to} is known`);
    return one;
  };
  return { known: new Set(addresses.keys()), at: found };
}

/** Options of `platform.consume` for a stream of the hub: reference data of the nation, and the journal that heals a gap in it. */
export async function journalOfHub(
  platform: Pick<Platform, 'service' | 'onClose' | 'env'>,
  source: string,
  address: string,
): Promise<{ from: string; journal: Peer<JournalServiceClient> }> {
  const cells = await cellPeers(platform, JournalServiceClient, new Map([[HUB, address]]), source);
  return { from: HUB, journal: cells.at(HUB) };
}
