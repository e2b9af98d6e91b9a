import { isAppError, type Peer } from '@jamaa/kit';
import type { DirectoryServiceClient } from '@jamaa/proto/directory/v1/directory';
import type { MessageRow } from '../store/messages.ts';
import type { SendingDeps } from './deps.ts';
import { notPrepared } from './prepare.ts';

/** Who must know of an urgent case now, and on which level they stand; nobody: an empty level. */
export interface OnCall {
  of(row: MessageRow): Promise<{ readonly level: string; readonly accountIds: readonly string[] }>;
}

/** @throws AppError of the directory; a body that it does not know has nobody on call */
export const createOnCall = (directory: Peer<DirectoryServiceClient>): OnCall => ({
  async of({ particulars }) {
    const { organisation = '', unit = '', confidential = false } = particulars;
    try {
      return await directory.call('getOnCall', { organisation, unit, confidential });
    } catch (error) {
      if (isAppError(error) && error.code === 'not-found') return { level: '', accountIds: [] };
      throw error;
    }
  },
});

/**
 * Makes of an alert one message to each account that is on call; they are due at once. The alert's own row stays, so that the same
 * body is never told twice of a case. Nobody on call, or nobody at all, is counted: somebody must be named.
 */
export async function expandOnCall(deps: SendingDeps, row: MessageRow): Promise<void> {
  try {
    const { level, accountIds } = await deps.onCall.of(row);
    if (level !== 'on-call') {
      const { organisation, unit, training } = row.particulars;
      if (training !== true) deps.metrics.nobodyOnCall.inc({ level: level || 'none' });
      deps.logger.warn({ complaintId: row.complaintId, organisation, unit, level }, 'nobody is on call');
    }
    await deps.outbox.expand(row, accountIds, deps.clock.now());
  } catch (error) {
    await notPrepared(deps, row, error);
  }
}
