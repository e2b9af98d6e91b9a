import {
  exportedErasure,
  namedOperator,
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
} from '@jamaa/proto/document_orders/v1/document_orders';
import type { Deps } from '../deps.ts';
import { isOver } from '../domain/order.ts';
import { committed } from '../store/change.ts';
import { eraseOrders } from '../store/erase.ts';
import { orderRows } from '../store/order-row.ts';
import { grantsOf } from './bureau-access.ts';

/** The deletion register, page by page. Ids of orders are for the operators' tool alone, which keeps them apart from the backups. */
export const listErasures =
  (deps: Deps) =>
  async (request: ListErasuresRequest, call: RpcCall): Promise<ListErasuresResponse> => {
    const { caller } = call;
    const tool = caller.kind === 'service' && caller.service === 'ops';
    if (!tool) readersOfErasuresOnly(await grantsOf(deps, call));
    const { rows, intact, end } = await pageOfErasures(deps.platform.mongo, request);
    return { erasures: rows.map((row) => toldErasure(row, tool)), intact, end };
  };

/**
 * Erases again what rows of an exported register say was erased: a backup brings back what was there before. An order that is not over
 * in the restored database still needs its person (money, an envelope): it is named, and left with its row.
 */
export const reapplyErasures =
  (deps: Deps) =>
  async (request: ReapplyErasuresRequest, call: RpcCall): Promise<ReapplyErasuresResponse> => {
    operatorsOnly(call);
    const operator = namedOperator(request.operator);
    const { platform } = deps;
    const rows = request.erasures.map((row) => exportedErasure(row, 'order'));
    const done = { erased: 0, untouched: 0, open: [] as string[] };
    for (const row of rows) {
      const { erased, open } = await committed(platform, async (session) => {
        const found = await orderRows(platform.mongo)
          .find({ _id: { $in: [...row.ids] } }, { session })
          .toArray();
        const back = found.filter((one) => one.erased !== true);
        const over = back.filter((one) => isOver(one));
        const rest = back.filter((one) => !isOver(one)).map(({ reference }) => reference);
        if (rest.length === 0) await takeBack(platform.mongo, session, row);
        const { rule, legalBasis } = row;
        const erasure = { at: platform.clock.now(), caller: call.caller, rule, legalBasis };
        if (over.length > 0) await eraseOrders(platform.mongo, session, over, erasure);
        return { erased: over.length, open: rest };
      });
      done.erased += erased;
      done.open.push(...open);
      done.untouched += row.ids.length - erased - open.length;
    }
    const { erased, untouched, open } = done;
    platform.logger.warn(
      { erased, untouched, open: open.length, operator, rows: rows.length },
      'erasures applied again',
    );
    return done;
  };
