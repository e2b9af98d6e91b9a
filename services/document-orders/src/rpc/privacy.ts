import {
  AppError,
  auditRows,
  emptyChain,
  erasuresAfter,
  fitTogether,
  invalidField,
  newId,
  nextAuditRow,
  type RpcCall,
  redact,
  withinScope,
  writeAudit,
  writesOf,
} from '@jamaa/kit';
import {
  type EraseOrderRequest,
  EraseOrderResponse,
  ExportedOrder,
  type ExportOrdersRequest,
  type ExportOrdersResponse,
  type ListErasuresRequest,
  type ListErasuresResponse,
  OrderErasure,
} from '@jamaa/proto/document_orders/v1/document_orders';
import type { Deps } from '../deps.ts';
import { actorOf, committed, notFound, readOrder } from '../store/change.ts';
import { eraseOrders } from '../store/erase.ts';
import { openTold, orderCollection, orderRows } from '../store/order-row.ts';
import { communeOf } from './bureau-access.ts';
import { findOrder, personOf } from './caller.ts';
import { orderMessage } from './message.ts';

const PAGE = 20;
/** Why somebody is erased before the time of the retention rule. */
const reasons = ['person-request', 'court-order', 'unlawful-collection', 'filed-by-mistake'];
const MAX_BASIS = 200;

const grantsOf = async ({ directory, platform }: Deps, { caller }: RpcCall) =>
  caller.kind === 'account' ? directory.grantsOf(caller.subject, platform.clock.now()) : [];

/** Everything held about the caller's orders (right of access, law 09-08); each export goes on the order's audit trail. */
export const exportOrders =
  (deps: Deps) =>
  async ({ cursor }: ExportOrdersRequest, call: RpcCall): Promise<ExportOrdersResponse> => {
    const owner = personOf(call.caller);
    const rows = await orderRows(deps.platform.mongo)
      .find({ owner, _id: { $lt: cursor === '' ? newId() : cursor } })
      .sort({ owner: 1, _id: -1 })
      .limit(PAGE + 1)
      .toArray();
    const page = rows.slice(0, PAGE);
    const orders: ExportedOrder[] = [];
    for (const { _id } of page) orders.push(await exportOrder(deps, _id, call));
    return { orders, nextCursor: rows.length > PAGE ? (page.at(-1)?._id ?? '') : '' };
  };

async function exportOrder({ platform, keyring }: Deps, id: string, { caller }: RpcCall): Promise<ExportedOrder> {
  const at = platform.clock.now();
  return committed(platform, async (session) => {
    const row = await readOrder(platform, session, id);
    const trail = await auditRows(platform.mongo).find({ aggregateId: id }, { session }).sort({ number: 1 }).toArray();
    const facts = { version: row.version };
    const entry = { aggregateId: id, at, actor: actorOf(caller, row.owner), action: 'export-data', facts };
    const auditHead = writeAudit(session, nextAuditRow(row.auditHead ?? emptyChain, entry));
    writesOf(session).update(orderCollection, id, { $set: { auditHead } });
    const told = openTold(keyring, row);
    const looks = trail.filter(({ action }) => action === 'look');
    return ExportedOrder.fromPartial({
      order: orderMessage(row, told),
      applicantNationalId: told.applicantId,
      looks: looks.map((look) => ({ at: look.at, bureauId: String(look.facts['bureau'] ?? '') })),
    });
  });
}

/** Erases what was told with an order at an administrator's word, for a reason and on a legal basis that stand in the deletion register. */
export const eraseOrder =
  (deps: Deps) =>
  async (request: EraseOrderRequest, call: RpcCall): Promise<EraseOrderResponse> => {
    const { platform, telemetry } = deps;
    const grants = await grantsOf(deps, call);
    const found = await findOrder(deps, request.reference);
    const within = (bureau: string): boolean =>
      grants.some(({ role, scope }) => role === 'administrator' && withinScope(communeOf(bureau), scope));
    // To all others the order does not exist.
    if (!found.items.every(({ bureau }) => within(bureau))) throw notFound();
    const { reasonCode: rule } = request;
    const legalBasis = checked(rule, request.legalBasis.trim());
    const at = platform.clock.now();
    const { number } = await committed(platform, async (session) => {
      const row = await readOrder(platform, session, found._id);
      return eraseOrders(platform.mongo, session, [row], { at, caller: call.caller, rule, legalBasis });
    });
    telemetry.erasures.inc({ rule });
    return EraseOrderResponse.fromPartial({ reference: found.reference, number: BigInt(number) });
  };

function checked(reason: string, legalBasis: string): string {
  if (!reasons.includes(reason)) throw invalidField('reason', 'unknown', `one of ${reasons.join(', ')}`);
  if (legalBasis === '') throw invalidField('legalBasis', 'required', 'name the text it rests on');
  // The register outlives the person: it must not name one.
  if (redact(legalBasis).found.length > 0)
    throw invalidField('legalBasis', 'personal-data', 'a text of law, without ids or contacts of a person');
  if (legalBasis.length > MAX_BASIS) throw invalidField('legalBasis', 'too-long', `at most ${MAX_BASIS} characters`);
  return legalBasis;
}

const READERS = ['auditor', 'administrator'];

/** The deletion register, page by page, without the ids of orders. */
export const listErasures =
  (deps: Deps) =>
  async (request: ListErasuresRequest, call: RpcCall): Promise<ListErasuresResponse> => {
    const grants = await grantsOf(deps, call);
    if (!grants.some(({ role }) => READERS.includes(role)))
      throw new AppError('forbidden', 'the deletion register is for auditors and administrators');
    if (request.limit > 500) throw invalidField('limit', 'range', 'at most 500');
    const limit = request.limit === 0 ? 100 : request.limit;
    const after = Number(request.after);
    if (!Number.isSafeInteger(after)) throw invalidField('after', 'range', 'not the number of a row');
    const { mongo } = deps.platform;
    const rows = await erasuresAfter(mongo, after, limit);
    return {
      erasures: rows.map(({ ids: _ids, _id, number, ...row }) =>
        OrderErasure.fromPartial({ ...row, number: BigInt(number) }),
      ),
      intact: await fitTogether(mongo, after, rows),
      end: rows.length < limit,
    };
  };
