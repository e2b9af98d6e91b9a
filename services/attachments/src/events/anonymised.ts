import { type EventHandler, on, writesOf } from '@jamaa/kit';
import { intakeEvents } from '@jamaa/proto/catalog';
import type { Deps } from '../deps.ts';
import { fileCollection, fileRows } from '../store/file-row.ts';

/** The person of a case was erased: its files are the person's too, and are thrown away like what nobody has taken. */
export const anonymised = ({ platform, poke }: Pick<Deps, 'platform' | 'poke'>): EventHandler =>
  on(intakeEvents.anonymised, async ({ aggregateId, time }, { session, afterCommit }) => {
    const files = await fileRows(platform.mongo).find({ complaintId: aggregateId }, { session }).toArray();
    for (const { _id } of files) {
      writesOf(session).update(fileCollection, _id, {
        $set: { state: 'expired', workAt: time },
        $unset: { expiresAt: '' },
      });
    }
    if (files.length > 0) afterCommit(poke);
  });
