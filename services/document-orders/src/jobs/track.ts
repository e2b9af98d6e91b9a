import { failpoint, inTransaction, writesOf } from '@jamaa/kit';
import type { mongo } from 'mongoose';
import type { Deps } from '../deps.ts';
import type { PostNews, PostPort } from '../post/port.ts';
import { statusOf } from '../post/status.ts';
import { changeOrder, committed, readOrder } from '../store/change.ts';
import { orderRows } from '../store/order-row.ts';

interface CursorRow {
  _id: 'news';
  cursor: string;
  /** System time at which nothing more was to come. */
  upToDateAt: number;
}

const cursorRows = ({ platform }: Pick<Deps, 'platform'>): mongo.Collection<CursorRow> =>
  platform.mongo.collection<CursorRow>('tracking') as unknown as mongo.Collection<CursorRow>;

/**
 * Reads one page of the post's news. The cursor moves only when all of the page is written: killed before, it is read again, and what an
 * order knows already changes nothing. Returns whether there is more.
 */
export async function trackNews(deps: Deps, post: PostPort): Promise<boolean> {
  const { platform, telemetry } = deps;
  try {
    const before = await cursorRows(deps).findOne({ _id: 'news' });
    const { news, cursor, more } = await post.news(before?.cursor ?? '');
    for (const one of news) telemetry.tracked.inc({ outcome: await take(deps, one) });
    failpoint('document-orders.before-cursor');
    const upToDateAt = more ? (before?.upToDateAt ?? 0) : platform.clock.system();
    await inTransaction(platform.mongo, async (session) =>
      writesOf(session).update('tracking', 'news', { $set: { cursor, upToDateAt } }, true),
    );
    telemetry.trackAge.set(more && before !== null ? (platform.clock.system() - before.upToDateAt) / 1_000 : 0);
    return more;
  } catch (error) {
    telemetry.failures.inc({ operation: 'tracking' });
    platform.logger.warn({ err: error }, 'the post was not read, tried again');
    const before = await cursorRows(deps).findOne({ _id: 'news' });
    if (before !== null) telemetry.trackAge.set((platform.clock.system() - before.upToDateAt) / 1_000);
    return false;
  }
}

/** One status of one envelope. A word that is not known is kept beside its order and moves nothing. */
async function take(deps: Deps, { trackingNumber, status, at }: PostNews): Promise<string> {
  const { platform } = deps;
  const found = await orderRows(platform.mongo).findOne({
    'consignments.trackingNumber': { $eq: trackingNumber, $gt: '' },
  });
  const consignment = found?.consignments.find((one) => one.trackingNumber === trackingNumber);
  if (found === null || consignment === undefined) return 'not-ours';
  const known = statusOf(status);
  if (known === undefined) {
    await inTransaction(platform.mongo, async (session) =>
      writesOf(session).update(
        'unknown_statuses',
        `${trackingNumber}/${status}`,
        { $set: { orderId: found._id, at } },
        true,
      ),
    );
    platform.logger.warn({ order: found._id, status }, 'the post tells a status that is not known');
    return 'unknown';
  }
  const now = platform.clock.now();
  const command = { type: 'track', consignment: consignment.id, status: known } as const;
  const { events } = await committed(platform, async (session) =>
    changeOrder(session, await readOrder(platform, session, found._id), command, { at: now, caller: 'system' }),
  );
  return events.length === 0 ? 'known-already' : known;
}
