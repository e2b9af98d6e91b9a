import { AppError, callerKey, epochOf, inTransaction, invalidField, type RpcCall } from '@jamaa/kit';
import type { ConfirmRegisterRequest, ConfirmRegisterResponse } from '@jamaa/proto/civil_registry/v1/civil_registry';
import type { Deps } from '../deps.ts';
import { confirm, highestLost } from '../domain/held.ts';
import { gapHash } from '../domain/seal.ts';
import { confirmRow } from '../store/registers.ts';
import { registerRows } from '../store/rows.ts';
import { bureauOf, officerAt } from './people.ts';
import { registerView } from './register-view.ts';
import { keyOf, rowOf } from './registers.ts';

const LONGEST_REASON = 500;

/**
 * An officer has compared the paper with a register that was restored: numbers that are on paper alone are passed over, as a gap in its
 * chain with a reason, and acts may be registered again.
 */
export const confirmRegister =
  (deps: Deps) =>
  async (request: ConfirmRegisterRequest, call: RpcCall): Promise<ConfirmRegisterResponse> => {
    const { platform } = deps;
    const bureau = await bureauOf(deps, request.bureauId);
    const by = await officerAt(deps, bureau, call);
    const { _id } = await rowOf(deps, keyOf(request));
    const { lastNumber, reason } = request;
    if (reason.length > LONGEST_REASON) throw invalidField('reason', 'too-long', `at most ${LONGEST_REASON} letters`);
    const epoch = epochOf(platform.mongo);
    const at = platform.clock.now();
    const row = await inTransaction(platform.mongo, async (session) => {
      const before = await registerRows(platform.mongo).findOne({ _id }, { session });
      if (before === null) throw new AppError('not-found', 'this register has not been opened');
      if (before.importing !== undefined) throw new AppError('command-not-allowed', 'the register is being imported');
      const gap = confirm(before, epoch, { lastNumber, reason }, highestLost(before, platform.lostNumbers));
      const lost = gap === undefined ? undefined : { ...gap, reason, by, at };
      const head = gap === undefined ? before.head : gapHash(before, gap, before.head);
      return confirmRow(session, before, { at, actor: callerKey(call.caller), epoch, head, lastNumber, lost });
    });
    platform.relay.poke();
    return { register: registerView(row, epoch) };
  };
