import type { Logger } from '@jamaa/observability';
import { type JetStreamClient, type JetStreamManager, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { tlsFiles } from '../rpc/tls.ts';
import { backoffMs, waitFor } from '../time/wait.ts';
import { type Address, domainOf } from './subjects.ts';

/** A connection that has been made once; it reconnects by itself for ever. */
export interface LiveBus extends Address {
  readonly connection: NatsConnection;
  readonly js: JetStreamClient;
  readonly manager: JetStreamManager;
}

export interface Bus extends Address {
  /** Whether the broker is connected now; the platform accepts complaints without it. */
  readonly connected: boolean;
  /** The connection, as soon as there is one. Rejects when the signal is aborted before. */
  live(signal?: AbortSignal): Promise<LiveBus>;
  close(): Promise<void>;
}

export interface BusSettings extends Address {
  readonly url: string;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  /** Folder of the own certificate: then the broker must speak TLS, under the same authority. */
  readonly tlsFolder?: string | undefined;
  /** Name of the service: also of its inbox, because broker permissions are granted by it. */
  readonly name: string;
  readonly logger: Logger;
}

/** Starts to connect and returns at once: a service comes up, and accepts, while the broker is down. */
export function connectBus(settings: BusSettings): Bus {
  const stop = new AbortController();
  let live: LiveBus | undefined;
  let connected = false;
  const waiting = connectForEver(settings, stop.signal).then((connection) => {
    if (connection === undefined) return undefined;
    live = connection;
    connected = true;
    void watch(settings, connection.connection, (now) => {
      connected = now;
    });
    return live;
  });
  return {
    namespace: settings.namespace,
    cell: settings.cell,
    get connected() {
      return connected;
    },
    async live(signal) {
      if (live !== undefined) return live;
      const aborted = new Promise<undefined>((resolve) => {
        signal?.addEventListener('abort', () => resolve(undefined), { once: true });
      });
      const found = await (signal === undefined ? waiting : Promise.race([waiting, aborted]));
      if (found === undefined) throw new Error('stopped before the broker was reached');
      return found;
    },
    async close() {
      stop.abort();
      await waiting;
      if (live !== undefined && !live.connection.isClosed())
        await (connected ? live.connection.drain() : live.connection.close());
    },
  };
}

async function connectForEver(settings: BusSettings, stop: AbortSignal): Promise<LiveBus | undefined> {
  for (let attempt = 1; !stop.aborted; attempt += 1) {
    try {
      const connection = await connect({
        servers: settings.url.split(','),
        name: settings.name,
        ...(settings.user === undefined ? {} : { user: settings.user, pass: settings.password ?? '' }),
        ...(settings.tlsFolder === undefined ? {} : { tls: tlsFiles(settings.tlsFolder) }),
        inboxPrefix: inboxPrefix(settings.name),
        maxReconnectAttempts: -1,
        reconnectTimeWait: 250,
        reconnectJitter: 250,
        timeout: 5_000,
        ignoreAuthErrorAbort: true,
      });
      const js = jetstream(connection, { timeout: 5_000 });
      const manager = await jetstreamManager(connection, { checkAPI: false, timeout: 5_000 });
      return { namespace: settings.namespace, cell: settings.cell, connection, js, manager };
    } catch (error) {
      settings.logger.warn({ err: error, attempt }, 'broker not reached');
      await waitFor(backoffMs(attempt, 100, 2_000), stop);
    }
  }
  return undefined;
}

/** The same connection, in the JetStream domain of another cell: what is asked there goes over the leaf link. */
export async function inCell(live: LiveBus, cell: string): Promise<LiveBus> {
  const domain = domainOf(cell);
  const js = jetstream(live.connection, { domain, timeout: 5_000 });
  const manager = await jetstreamManager(live.connection, { domain, checkAPI: false, timeout: 5_000 });
  return { namespace: live.namespace, cell, connection: live.connection, js, manager };
}

export const inboxPrefix = (service: string): string => `_INBOX_${service.replaceAll(/[^a-z0-9]/g, '_')}`;

async function watch(
  settings: BusSettings,
  connection: NatsConnection,
  set: (connected: boolean) => void,
): Promise<void> {
  for await (const status of connection.status()) {
    if (status.type === 'disconnect') set(false);
    if (status.type === 'reconnect') set(true);
    if (['disconnect', 'reconnect', 'error'].includes(status.type))
      settings.logger.warn(
        { status: status.type, ...(status.type === 'error' ? { err: status.error } : {}) },
        'broker connection',
      );
  }
}

/** Text of the last message of a subject, `undefined` when there is none or the stream does not exist. */
export async function lastMessage(bus: LiveBus, stream: string, subject: string): Promise<string | undefined> {
  try {
    const message = await bus.manager.streams.getMessage(stream, { last_by_subj: subject });
    return message?.string();
  } catch (error) {
    // Without the stream there is no message; any other trouble must not be taken for that.
    if (error instanceof Error && /not found/i.test(error.message)) return undefined;
    throw error;
  }
}
