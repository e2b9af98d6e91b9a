import { AppError, invalidField, type RpcCall } from '@jamaa/kit';
import { type ExplainRequest, ExplainResponse } from '@jamaa/proto/routing/v1/routing';
import { decisionMessage } from '../messages.ts';
import { findDecision } from '../store/decisions.ts';
import { mayExplain, nothingDecided } from './access.ts';
import type { Deps } from './deps.ts';

/** The decision about one complaint, by its id or its reference. */
export const explain =
  (deps: Deps) =>
  async (request: ExplainRequest, call: RpcCall): Promise<ExplainResponse> => {
    if (call.caller.kind === 'anonymous') throw new AppError('forbidden', 'decisions are explained to the staff');
    const { complaintId, reference } = request;
    if ((complaintId === '') === (reference === ''))
      throw invalidField('complaintId', 'one-of', 'give either the id or the reference of the complaint');
    const row = await findDecision(deps.platform.mongo, complaintId === '' ? { reference } : { _id: complaintId });
    if (row === null) throw nothingDecided();
    await mayExplain(deps, call, row);
    return ExplainResponse.fromPartial({
      complaintId: row._id,
      reference: row.reference,
      complaintVersion: row.complaintVersion,
      version: row.version,
      ruleSetVersion: row.ruleSetVersion,
      decidedAt: row.decidedAt,
      decision: decisionMessage(row.decision),
    });
  };
