import { AppError, type RpcCall } from '@jamaa/kit';
import type { ListQueuesRequest, ListQueuesResponse } from '@jamaa/proto/intake/v1/intake';
import type { Intake } from '../context.ts';
import { queueNames } from '../domain/queue-names.ts';
import { queuesOf } from '../domain/queues.ts';
import { countInQueue } from '../store/queues.ts';

/** Counts end here: what is more is told as more. */
const MOST = 100;

/** The queues of a member of staff, each counted through its index up to the bound, whatever the archive holds. */
export const listQueues =
  (intake: Intake) =>
  async (_request: ListQueuesRequest, call: RpcCall): Promise<ListQueuesResponse> => {
    if (call.caller.kind !== 'account') throw new AppError('unauthenticated', 'sign in to see your queues');
    const { platform } = intake;
    const queues = queuesOf(call.caller.subject, await intake.grantsOf(call.caller));
    const now = platform.clock.now();
    return {
      queues: await Promise.all(
        queues.map(async (queue) => {
          const { id, kind, organisation, unit } = queue;
          const count = await countInQueue(platform.mongo, queue, MOST + 1, now);
          const name = { ...queueNames[kind], zgh: '' };
          return { id, kind, organisation, unit, name, count: Math.min(count, MOST), more: count > MOST };
        }),
      ),
    };
  };
