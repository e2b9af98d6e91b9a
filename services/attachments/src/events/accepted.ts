import { type EventHandler, onAll, writesOf } from '@jamaa/kit';
import { civilRegistryEvents, intakeEvents } from '@jamaa/proto/catalog';
import type { ClientSession } from 'mongoose';
import type { Deps } from '../deps.ts';
import { binds, keptStates } from '../domain/file.ts';
import { fileCollection, fileRows } from '../store/file-row.ts';

type Needs = Pick<Deps, 'platform' | 'telemetry'>;

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
      const taken = received.map(({ data, aggregateId }) => ({ holder: aggregateId, files: data.attachments }));
      afterCommit(count(needs, await bind(needs, session, taken)));
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
