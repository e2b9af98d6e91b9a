import { until } from '@jamaa/kit/testing';
import { expect } from '@jest/globals';
import type { Connection } from 'mongoose';
import { openDatabase } from './platform.ts';

/** Where a request that should have been refused would leave a trace. */
const watched = [
  ['jamaa_intake', ['complaints', 'events', 'idempotency', 'audit', 'dead_letters']],
  ['jamaa_directory', ['accounts', 'subjects', 'events', 'audit']],
] as const;

export interface Watch {
  /** Runs a request and proves that the number of rows is the same before and after. */
  nothingBehind<T>(run: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

async function countRows(connection: Connection): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const [database, collections] of watched) {
    for (const name of collections) {
      counts[`${database}.${name}`] = await connection.useDb(database).collection(name).countDocuments();
    }
  }
  return counts;
}

/** Watches the databases themselves, from the moment when what went before has come to rest. */
export async function watchDatabases(): Promise<Watch> {
  const connection = await openDatabase();
  const intake = connection.useDb('jamaa_intake');
  await until('everything filed is routed and published', async () => {
    const received = await intake.collection('complaints').countDocuments({ state: 'received' });
    return received + (await intake.collection('events').countDocuments({ pending: true })) === 0;
  });
  return {
    async nothingBehind(run) {
      const before = await countRows(connection);
      const result = await run();
      expect(await countRows(connection)).toEqual(before);
      return result;
    },
    close: () => connection.close(),
  };
}
