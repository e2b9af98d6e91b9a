import { type EventHandler, onAll, writesOf } from '@jamaa/kit';
import { civilRegistryEvents, intakeEvents } from '@jamaa/proto/catalog';
import type { ComplaintSnapshot } from '@jamaa/proto/intake/v1/complaint';
import type { ClientSession } from 'mongoose';
import type { Deps } from '../deps.ts';
import { binds, keptStates } from '../domain/file.ts';
import { type FileRow, fileCollection, fileRows } from '../store/file-row.ts';

type Needs = Pick<Deps, 'platform' | 'telemetry' | 'poke'>;

interface Taken {
  /** See StoredFile.complaintId. */
  readonly holder: string;
  readonly files: readonly { readonly id: string; readonly proof: string }[];
}

/** Binds files to what has accepted them; what shows no proof is not bound. Returns why, for each such file. */
async function bind({ platform }: Needs, session: ClientSession, taken: readonly Taken[]): Promise<string[]> {
  const unbound: string[] = [];
  for (const { holder, files } of taken) {
    for (const { id, proof } of files) {
      const row = await fileRows(platform.mongo).findOne({ _id: id }, { session });
      if (row === null) unbound.push('no-such-file');
      else if (!binds(row, proof, holder)) unbound.push('not-theirs');
      else {
        const kept = keptStates.includes(row.state);
        writesOf(session).update(fileCollection, id, {
          $set: { complaintId: holder },
          // What is not whole yet keeps its time: an upload that nobody goes on with does not stay for ever.
          $unset: { expiring: '', ...(kept ? { expiresAt: '' } : {}) },
        });
      }
    }
  }
  return unbound;
}

type Arriving = Taken & { readonly from: string; readonly at: Date };

/** Only the first event of a case brings files from there; a reference begins with its cell. */
const cellOf = (complaint: ComplaintSnapshot | undefined): string =>
  complaint?.version === 1 ? complaint.handedOverFrom.slice(0, 2) : '';

/** Notes the files of a case that came from another cell; fetching them is the job's. Returns why not, for each that is another's. */
async function expect({ platform }: Needs, session: ClientSession, taken: readonly Arriving[]): Promise<string[]> {
  const unbound: string[] = [];
  for (const { holder, files, from, at } of taken) {
    for (const { id: _id } of files) {
      if ((await fileRows(platform.mongo).findOne({ _id }, { session })) !== null) unbound.push('not-theirs');
      else writesOf(session).insert(fileCollection, [arriving(_id, holder, from, at)]);
    }
  }
  return unbound;
}

const arriving = (_id: string, complaintId: string, from: string, at: Date): FileRow => ({
  _id,
  complaintId,
  from,
  state: 'on-its-way',
  owner: '',
  declared: '',
  length: 0,
  offset: 0,
  pieces: 0,
  proof: '',
  createdAt: at,
  workAt: at,
  attempts: 0,
});

const count =
  ({ telemetry }: Needs, unbound: readonly string[]) =>
  (): void => {
    for (const reason of unbound) telemetry.unbound.inc({ reason });
  };

/** A complaint has accepted files: from here on they are its own and expire no more. */
export const accepted = (needs: Needs): EventHandler =>
  onAll(
    [intakeEvents.submitted, intakeEvents.complementReceived, intakeEvents.attachmentsAdded],
    async (received, { session, afterCommit }) => {
      const taken = received.map(({ data, aggregateId, time }) => ({
        holder: aggregateId,
        files: data.attachments,
        from: cellOf(data.complaint),
        at: time,
      }));
      const [here, elsewhere] = [taken.filter(({ from }) => from === ''), taken.filter(({ from }) => from !== '')];
      const unbound = [...(await bind(needs, session, here)), ...(await expect(needs, session, elsewhere))];
      afterCommit(count(needs, unbound));
      if (elsewhere.length > 0) afterCommit(needs.poke);
    },
  );

/** A scanned page of a register has its image. */
export const imaged = (needs: Needs): EventHandler =>
  onAll([civilRegistryEvents.pageImaged], async (received, { session, afterCommit }) => {
    const taken = received.map(({ data, aggregateId }) => ({
      holder: `civil-registry/${aggregateId}`,
      files: data.files,
    }));
    afterCommit(count(needs, await bind(needs, session, taken)));
  });
