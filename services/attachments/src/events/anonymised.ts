import { type EventHandler, on, writesOf } from '@jamaa/kit';
import { documentOrdersEvents, intakeEvents } from '@jamaa/proto/catalog';
import type { ClientSession } from 'mongoose';
import type { Deps } from '../deps.ts';
import { fileCollection, fileRows } from '../store/file-row.ts';

type Needs = Pick<Deps, 'platform' | 'poke'>;

/** Files of a person who was erased are the person's too, and are thrown away like what nobody has taken. */
async function throwAway({ platform }: Needs, session: ClientSession, complaintId: string, at: Date): Promise<number> {
  const files = await fileRows(platform.mongo).find({ complaintId }, { session }).toArray();
  for (const { _id } of files) {
    writesOf(session).update(fileCollection, _id, {
      $set: { state: 'expired', workAt: at },
      $unset: { expiresAt: '' },
    });
  }
  return files.length;
}

/** The person of a case was erased. */
export const anonymised = (needs: Needs): EventHandler =>
  on(intakeEvents.anonymised, async ({ aggregateId, time }, { session, afterCommit }) => {
    if ((await throwAway(needs, session, aggregateId, time)) > 0) afterCommit(needs.poke);
  });

/** What a person told with an order of documents was erased. */
export const orderErased = (needs: Needs): EventHandler =>
  on(documentOrdersEvents.erased, async ({ aggregateId, time }, { session, afterCommit }) => {
    if ((await throwAway(needs, session, `document-orders/${aggregateId}`, time)) > 0) afterCommit(needs.poke);
  });
