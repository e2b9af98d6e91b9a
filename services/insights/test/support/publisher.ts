import {
  appendEvents,
  createPlatform,
  type EncodedEvent,
  inTransaction,
  journalRows,
  serve,
  VERSIONS_PER_EPOCH,
} from '@jamaa/kit';
import type { Suite } from '@jamaa/kit/testing';

/** A publishing service of these tests: its own journal and relay, and Replay over gRPC as every service offers it. */
export interface Publisher {
  readonly address: string;
  /** Publishes the next event of an aggregate. Returns its version. */
  publish(aggregate: string, event: EncodedEvent, at: Date): Promise<number>;
  /** As a restore leaves it: nothing of an aggregate above a version, and what comes next begins with another epoch. */
  lose(aggregate: string, above: number): Promise<void>;
  close(): Promise<void>;
}

export async function startPublisher(suite: Suite, service: 'intake' | 'sla'): Promise<Publisher> {
  const platform = await createPlatform({ service, env: suite.env(service), indexes: [] });
  const { rpcPort } = await serve(platform, []);
  const heads = new Map<string, { version: number; lastEventId?: string | undefined }>();
  return {
    address: `127.0.0.1:${rpcPort}`,
    async publish(id, event, at) {
      const head = { type: service === 'intake' ? 'complaint' : 'clock', id, ...(heads.get(id) ?? { version: 0 }) };
      const next = await inTransaction(platform.mongo, async (session) => appendEvents(session, head, [event], at));
      heads.set(id, next);
      platform.relay.poke();
      return next.version;
    },
    async lose(aggregateId, above) {
      await journalRows(platform.mongo).deleteMany({ aggregateId, version: { $gt: above } });
      heads.set(aggregateId, { version: VERSIONS_PER_EPOCH });
    },
    async close() {
      await platform.mongo.dropDatabase();
      await platform.close();
    },
  };
}
