import { inboxRows } from '@jamaa/kit';
import type { ClientSession, Connection } from 'mongoose';
import { legalClock } from './history.ts';
import type { Publishing } from './journals.ts';

export type InboxVersions = Readonly<Record<'intake' | 'sla', number>>;

/** The last versions of a case and of its legal clock that were applied; 0 for none. */
export async function inboxVersions(
  connection: Connection,
  session: ClientSession | undefined,
  complaintId: string,
  { intake, sla }: { readonly intake: Publishing; readonly sla: Publishing },
): Promise<InboxVersions> {
  const ids = { intake: `${intake.of}:${complaintId}`, sla: `${sla.of}:${legalClock(complaintId)}` };
  const rows = await inboxRows(connection)
    .find({ _id: { $in: Object.values(ids) } }, session === undefined ? {} : { session })
    .toArray();
  const versionOf = (id: string): number => rows.find(({ _id }) => _id === id)?.version ?? 0;
  return { intake: versionOf(ids.intake), sla: versionOf(ids.sla) };
}
