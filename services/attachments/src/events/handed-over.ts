import { type EventHandler, on, writesOf } from '@jamaa/kit';
import { intakeEvents } from '@jamaa/proto/catalog';
import type { Deps } from '../deps.ts';
import { fileCollection, fileRows } from '../store/file-row.ts';

/** A case has gone to another cell: that cell may fetch its files. They stay here for whoever holds the old reference. */
export const handedOver = ({ platform }: Pick<Deps, 'platform'>): EventHandler =>
  on(intakeEvents.handedOver, async ({ aggregateId, data: { region } }, { session }) => {
    const files = await fileRows(platform.mongo).find({ complaintId: aggregateId }, { session }).toArray();
    for (const { _id } of files) writesOf(session).update(fileCollection, _id, { $set: { handedTo: region } });
  });
