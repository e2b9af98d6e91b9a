import {
  exportedErasure,
  inTransaction,
  operatorsOnly,
  pageOfErasures,
  type RpcCall,
  readersOfErasuresOnly,
  takeBack,
  toldErasure,
} from '@jamaa/kit';
import type {
  ListErasuresRequest,
  ListErasuresResponse,
  ReapplyErasuresRequest,
  ReapplyErasuresResponse,
} from '@jamaa/proto/intake/v1/intake';
import type { Intake } from '../context.ts';
import type { ComplaintEvent } from '../domain/complaint.ts';
import { isEnded } from '../domain/retention.ts';
import { complaintRows } from '../store/complaints.ts';
import { erasePersons } from '../store/erase.ts';

/** The deletion register, page by page. Ids of cases, confidential ones among them, are for the operators' tool alone. */
export const listErasures =
  (intake: Intake) =>
  async (request: ListErasuresRequest, call: RpcCall): Promise<ListErasuresResponse> => {
    const { caller } = call;
    const tool = caller.kind === 'service' && caller.service === 'ops';
    if (!tool) readersOfErasuresOnly(await intake.grantsOf(caller));
    const { rows, intact, end } = await pageOfErasures(intake.platform.mongo, request);
    return { erasures: rows.map((row) => toldErasure(row, tool)), intact, end };
  };

/** Erases again what rows of an exported register say was erased: a backup brings back what was there before. */
export const reapplyErasures =
  (intake: Intake) =>
  async (request: ReapplyErasuresRequest, call: RpcCall): Promise<ReapplyErasuresResponse> => {
    operatorsOnly(call);
    const { platform } = intake;
    const rows = request.erasures.map((row) => exportedErasure(row, 'complaint'));
    const done = { erased: 0, untouched: 0 };
    for (const row of rows) {
      const erased = await inTransaction(platform.mongo, async (session) => {
        const found = await complaintRows(platform.mongo)
          .find({ _id: { $in: [...row.ids] } }, { session })
          .toArray();
        const cases = found
          .filter(({ anonymisedAt }) => anonymisedAt === undefined)
          .map((one) => ({ row: one, events: againFor(isEnded(one.state), row.rule) }));
        const erasure = { at: platform.clock.now(), rule: row.rule, legalBasis: row.legalBasis, caller: call.caller };
        await erasePersons(platform.mongo, session, cases, erasure);
        await takeBack(platform.mongo, session, row);
        return cases.length;
      });
      done.erased += erased;
      done.untouched += row.ids.length - erased;
    }
    platform.relay.poke();
    platform.logger.warn({ ...done, operator: request.operator, rows: rows.length }, 'erasures applied again');
    return done;
  };

/** The backup may be older than the end of the case: what has no person any more cannot stay open. */
const againFor = (ended: boolean, rule: string): ComplaintEvent[] => [
  ...(ended ? [] : [{ type: 'withdrawn' } as const]),
  { type: 'anonymised', rule },
];
