import { type EventHandler, onAll, writesOf } from '@jamaa/kit';
import { intakeEvents } from '@jamaa/proto/catalog';
import type { Deps } from '../deps.ts';
import { binds, keptStates } from '../domain/file.ts';
import { fileCollection, fileRows } from '../store/file-row.ts';

/** A complaint has accepted files: from here on they are its own and expire no more. What shows no proof is not bound. */
export const accepted = ({ platform, telemetry }: Pick<Deps, 'platform' | 'telemetry'>): EventHandler =>
  onAll(
    [intakeEvents.submitted, intakeEvents.complementReceived, intakeEvents.attachmentsAdded],
    async (received, { session, afterCommit }) => {
      const unbound: string[] = [];
      for (const { data, aggregateId } of received) {
        for (const { id, proof } of data.attachments) {
          const row = await fileRows(platform.mongo).findOne({ _id: id }, { session });
          if (row === null) unbound.push('no-such-file');
          else if (!binds(row, proof, aggregateId)) unbound.push('not-theirs');
          else {
            const kept = keptStates.includes(row.state);
            writesOf(session).update(fileCollection, id, {
              $set: { complaintId: aggregateId },
              // What is not whole yet keeps its time: an upload that nobody goes on with does not stay for ever.
              $unset: { expiring: '', ...(kept ? { expiresAt: '' } : {}) },
            });
          }
        }
      }
      afterCommit(() => {
        for (const reason of unbound) telemetry.unbound.inc({ reason });
      });
    },
  );
