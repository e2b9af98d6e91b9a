import { businessTimeStream, businessTimeSubject } from '@jamaa/kit';
import { until } from '@jamaa/kit/testing';
import type { Connection } from 'mongoose';
import { exposition, processes, sumOf } from '../support/metrics.ts';
import { openBroker, openDatabase } from '../support/platform.ts';

const NAMESPACE = 'jamaa';
const services = processes.filter((name) => name !== 'gateway');

/** Moves the business time of the running platform, as is possible in development only, and waits for what was due by then. */
export interface TimeMachine {
  readonly database: Connection;
  /** Moves to an instant; the platform's clock goes on from there. */
  moveTo(instant: number): Promise<void>;
  /** Waits until no event is on its way and nothing is due any more. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export async function createTimeMachine(): Promise<TimeMachine> {
  const database = await openDatabase();
  const { client, connection, manager } = await openBroker();
  await manager.streams.add({
    name: businessTimeStream(NAMESPACE),
    subjects: [businessTimeSubject(NAMESPACE)],
    max_msgs_per_subject: 1,
  });
  const rows = (service: string, collection: string) =>
    database.useDb(`jamaa_${service}`, { useCache: true }).collection(collection);
  let offset = 0;

  const everyProcessMoved = async (): Promise<boolean> => {
    const told = await Promise.all(
      services.map(async (name) =>
        sumOf(await exposition(name), `jamaa_${name.replace('-', '_')}_business_time_offset_seconds`),
      ),
    );
    return told.every((seconds) => Math.abs(seconds * 1_000 - offset) < 1);
  };

  const nothingDue = async (): Promise<boolean> => {
    const now = new Date(Date.now() + offset);
    const due = await Promise.all([
      rows('sla', 'clocks').findOne({ armed: true, nextAt: { $lte: now } }),
      rows('intake', 'complaints').findOne({ automaticAt: { $gt: new Date(0), $lte: now } }),
      ...services.map((name) => rows(name, 'events').findOne({ pending: true })),
    ]);
    return due.every((row) => row === null);
  };

  const nothingOnItsWay = async (): Promise<boolean> => {
    for await (const stream of manager.streams.list()) {
      for await (const consumer of manager.consumers.list(stream.config.name)) {
        if (consumer.num_pending > 0 || consumer.num_ack_pending > 0) return false;
      }
    }
    return true;
  };

  return {
    database,
    async moveTo(instant) {
      offset = Math.round(instant - Date.now());
      await client.publish(businessTimeSubject(NAMESPACE), String(offset));
      await until('every process has the time', everyProcessMoved);
      // People act when the clocks have said what they had to say before.
      await until('nothing is due', nothingDue);
    },
    async settled() {
      // What one consumer did may have become the next one's event between two looks: both must find nothing, twice.
      await until('nothing is on its way', async () => {
        for (let look = 0; look < 2; look += 1) if (!((await nothingDue()) && (await nothingOnItsWay()))) return false;
        return true;
      });
    },
    async close() {
      await connection.close();
      await database.close();
    },
  };
}
