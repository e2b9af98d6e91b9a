import { businessTimeStream, businessTimeSubject, journalRows } from '@jamaa/kit';
import { until } from '@jamaa/kit/testing';
import type { Connection } from 'mongoose';
import { openBroker } from '../../../e2e/test/support/platform.ts';

const DAY_MS = 86_400_000;
const NAMESPACE = 'jamaa';

/** Moves the business time of whatever runs, days ahead of the system's. */
export async function moveAhead(days: number): Promise<void> {
  const { client, connection, manager } = await openBroker();
  try {
    await manager.streams.add({
      name: businessTimeStream(NAMESPACE),
      subjects: [businessTimeSubject(NAMESPACE)],
      max_msgs_per_subject: 1,
    });
    await client.publish(businessTimeSubject(NAMESPACE), String(days * DAY_MS));
  } finally {
    await connection.close();
  }
}

/** Waits until the legal clock of each of these cases has been told as breached; how often for each. */
export async function untilBreached(server: Connection, cases: readonly string[]): Promise<number[]> {
  const wanted = new Set(cases.map((id) => `${id}/legal`));
  return until(
    `${cases.length} legal deadlines breached`,
    async () => {
      const rows = await journalRows(server.useDb('jamaa_sla', { useCache: true }))
        .find({ type: 'jamaa.sla.clock.breached.v1' })
        .toArray();
      const times = new Map<string, number>();
      for (const { aggregateId } of rows) {
        if (wanted.has(aggregateId)) times.set(aggregateId, (times.get(aggregateId) ?? 0) + 1);
      }
      return times.size === wanted.size && [...times.values()];
    },
    90_000,
  );
}
