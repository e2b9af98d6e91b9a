import { AppError, invalidField, type Platform, type RpcCall } from '@jamaa/kit';
import { type ExplainRequest, ExplainResponse } from '@jamaa/proto/routing/v1/routing';
import { decisionMessage } from '../messages.ts';
import { findDecision } from '../store/decisions.ts';
import { servicesOnly } from './access.ts';

/** The decision about one complaint, by its id or its reference. */
export const explain =
  (platform: Platform) =>
  async (request: ExplainRequest, call: RpcCall): Promise<ExplainResponse> => {
    servicesOnly(call);
    const { complaintId, reference } = request;
    if ((complaintId === '') === (reference === ''))
      throw invalidField('complaintId', 'one-of', 'give either the id or the reference of the complaint');
    const row = await findDecision(platform.mongo, complaintId === '' ? { reference } : { _id: complaintId });
    if (row === null) throw new AppError('not-found', 'no decision about this complaint');
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
