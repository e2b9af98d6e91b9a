import type { Load } from '@jamaa/e2e/load';
import { until } from '@jamaa/kit/testing';
import { mustHold } from './drill.ts';
import type { World } from './world.ts';

/** References that people were told, by the moment at which it was. */
export const acknowledged = (load: Load): string[] => [
  ...new Set(load.filings.flatMap(({ accepted }) => accepted.map(({ reference }) => reference))),
];

interface StoredCase {
  readonly _id: string;
  readonly reference: string;
  readonly state: string;
}

/** Cases of these references that intake's database holds. */
export async function storedCases(world: World, references: readonly string[]): Promise<StoredCase[]> {
  const wanted = new Set(references);
  const all = await world.database('intake', (connection) =>
    connection.collection<StoredCase>('complaints').find({}).project<StoredCase>({ reference: 1, state: 1 }).toArray(),
  );
  return all.filter(({ reference }) => wanted.has(reference));
}

const PATIENCE_MS = 120_000;

/** Waits until every one of them is assigned, has a legal clock and a receipt: it went the whole way through all services. */
export async function untilWhole(world: World, references: readonly string[]): Promise<void> {
  let missing: string[] = [];
  await until(
    'every case went the whole way',
    async () => {
      const cases = await storedCases(world, references);
      const ids = cases.map(({ _id }) => _id);
      const [clocks, receipts] = await Promise.all([
        idsIn(world, 'sla', 'clocks', ids),
        idsIn(world, 'notifications', 'messages', ids),
      ]);
      const there = new Set(
        cases
          .filter(({ _id, state }) => state === 'assigned' && clocks.has(_id) && receipts.has(_id))
          .map(({ reference }) => reference),
      );
      missing = references.filter((reference) => !there.has(reference));
      return missing.length === 0;
    },
    PATIENCE_MS,
  ).catch((error: unknown) => {
    throw new Error(`not whole: ${missing.length} of ${references.length}, ${missing.slice(0, 5).join(' ')}`, {
      cause: error,
    });
  });
}

async function idsIn(
  world: World,
  service: 'sla' | 'notifications',
  collection: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const rows = await world.database(service, (connection) =>
    connection
      .collection<{ complaintId: string }>(collection)
      .find({ complaintId: { $in: [...ids] } })
      .project<{ complaintId: string }>({ complaintId: 1 })
      .toArray(),
  );
  return new Set(rows.map(({ complaintId }) => complaintId));
}

/** How many answers told people to come again. @throws Error for any other that is no 201 */
export function refusals(load: Load): number {
  const refused = load.filings.flatMap(({ attempts }) => attempts.filter(({ status }) => status !== 201));
  const wrong = refused.filter(({ status, retryAfter }) => ![409, 503, 504].includes(status) || retryAfter === null);
  mustHold('every answer is a 201, or a 503 that says when to try again', wrong.length === 0, [
    ...new Set(wrong.map(({ status, code, retryAfter }) => `${status} ${code} ${retryAfter}`)),
  ]);
  return refused.length;
}
