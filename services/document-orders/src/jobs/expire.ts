import type { Deps } from '../deps.ts';
import type { Command } from '../domain/decide.ts';
import { changeOrder, committed, readOrder } from '../store/change.ts';
import { type OrderRow, orderRows } from '../store/order-row.ts';

const BATCH = 50;

/** What time does to orders: unpaid ones end, questions that nobody answered become rejections. Returns how many were due. */
export async function expireDue(deps: Deps): Promise<number> {
  const { mongo, clock } = deps.platform;
  const now = clock.now();
  const past = { $gt: new Date(0), $lte: now };
  const unpaid = await orderRows(mongo).find({ expiresAt: past }).sort({ expiresAt: 1 }).limit(BATCH).toArray();
  for (const row of unpaid) {
    await carryOut(deps, row, () => [{ type: 'expire', at: now }], now);
    deps.telemetry.orders.inc({ event: 'expired' });
  }
  const asked = await orderRows(mongo).find({ complementBy: past }).sort({ complementBy: 1 }).limit(BATCH).toArray();
  for (const row of asked) await carryOut(deps, row, unanswered, now);
  if (asked.length > 0) deps.poke();
  return unpaid.length + asked.length;
}

const unanswered = ({ items }: OrderRow): readonly Command[] =>
  items.flatMap(({ id, state }) =>
    state === 'complement' ? [{ type: 'reject', item: id, reason: 'complement-unanswered' }] : [],
  );

/** One transaction for each: what the first has written, the next one reads. */
async function carryOut(
  { platform }: Deps,
  { _id }: OrderRow,
  commandsOf: (row: OrderRow) => readonly Command[],
  at: Date,
): Promise<void> {
  const next = async (): Promise<boolean> =>
    committed(platform, async (session) => {
      const row = await readOrder(platform, session, _id);
      const [command, ...more] = commandsOf(row);
      if (command === undefined) return false;
      changeOrder(session, row, command, { at, caller: 'system' });
      return more.length > 0;
    });
  while (await next());
}
