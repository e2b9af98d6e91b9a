import { type DirectoryServiceClient, SnapshotRequest } from '@jamaa/proto/directory/v1/directory';
import type { Connection } from 'mongoose';
import type { Peer } from '../platform/peer.ts';
import type { Clock } from '../time/clock.ts';
import { accountCopyOf, copyState, organisationCopyOf } from './rows.ts';
import { storeTold } from './store.ts';

const PAGE = 500;
const DEADLINE_MS = 10_000;

/**
 * Pages through everything the directory knows and stores what is newer. Rows that events have brought meanwhile are newer and
 * stay. The mark is set last: a copy whose first paging was cut off is not taken for whole.
 */
export async function warmCopy(
  connection: Connection,
  directory: Peer<DirectoryServiceClient>,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  for (const part of ['organisations', 'accounts']) {
    let cursor = '';
    for (;;) {
      signal.throwIfAborted();
      const request = SnapshotRequest.fromPartial({ part, cursor, limit: PAGE });
      const page = await directory.call('snapshot', request, DEADLINE_MS);
      await storeTold(connection, {
        organisations: page.organisations.map(organisationCopyOf),
        accounts: page.accounts.map(accountCopyOf),
      });
      if (page.end) break;
      cursor = page.nextCursor;
    }
  }
  const warmedAt = new Date(clock.system());
  await copyState(connection).updateOne({ _id: 'directory' }, { $set: { warmedAt } }, { upsert: true });
}
