import {
  AppError,
  type AuditRow,
  appendEvents,
  type Caller,
  callerKey,
  emptyChain,
  epochIn,
  inTransaction,
  isDuplicateKey,
  nextAuditRow,
  type Platform,
  versionAfter,
  writeAudit,
  writesOf,
} from '@jamaa/kit';
import type { ClientSession } from 'mongoose';
import { type Command, decide } from '../domain/decide.ts';
import { evolve } from '../domain/evolve.ts';
import { type Basket, isOver, noOrder, type Order, type OrderEvent } from '../domain/order.ts';
import { policyAt } from '../domain/policy.ts';
import { keptUntil } from '../domain/retention.ts';
import { encodeOrderEvent } from './encode.ts';
import { type OrderRow, orderCollection, orderRows, type StepRow, workOf } from './order-row.ts';

export interface Doing {
  readonly at: Date;
  readonly caller: Caller | 'system';
  readonly facts?: AuditRow['facts'];
  /** What else of the row changes with it. */
  readonly set?: Partial<Pick<OrderRow, 'sealed' | 'paidAt' | 'receipt' | 'language' | 'tariff'>>;
}

export interface Changed {
  readonly row: OrderRow;
  /** None: what was asked for is so already. */
  readonly events: readonly OrderEvent[];
}

const DAY_MS = 86_400_000;

export const notFound = (): AppError => new AppError('not-found', 'no such order, or not yours to see');

/** Whoever ordered is `orderer` on the audit trail, which outlives the person: which account that is, the row alone knows. */
export const actorOf = (caller: Doing['caller'], owner: string): string => {
  if (caller === 'system') return 'system';
  return caller.kind === 'account' && caller.subject === owner ? 'orderer' : callerKey(caller);
};

/** A new order with its journal and audit trail, in the caller's transaction. */
export function insertOrder(
  session: ClientSession,
  draft: Pick<OrderRow, '_id' | 'reference' | 'owner' | 'language' | 'tariff' | 'sealed'>,
  command: { readonly type: 'place' } & Basket,
  doing: Doing,
): OrderRow {
  const { at } = doing;
  const head = {
    version: 0,
    lastEventId: '',
    auditHead: emptyChain,
    createdAt: at,
    updatedAt: at,
    steps: [],
    work: [],
  };
  const { row } = write(session, { ...noOrder, ...draft, ...head }, command, doing);
  writesOf(session).insert(orderCollection, [row]);
  return row;
}

/** Carries a command out on a row that this transaction has read. @throws AppError `command-not-allowed` */
export function changeOrder(session: ClientSession, before: OrderRow, command: Command, doing: Doing): Changed {
  const changed = write(session, before, command, doing);
  if (changed.events.length > 0) writesOf(session).replace(orderCollection, changed.row);
  return changed;
}

function write(session: ClientSession, before: OrderRow, command: Command, doing: Doing): Changed {
  const decision = decide(command, before);
  if ('refused' in decision) throw new AppError('command-not-allowed', decision.refused);
  const { events } = decision;
  if (events.length === 0) return { row: before, events };
  const { at, facts, set } = doing;
  let order: Order = before;
  let { version } = before;
  const fresh = version === 0;
  const epoch = fresh ? 0 : epochIn(session);
  const encoded = events.map((event) => {
    order = evolve(order, event);
    version = versionAfter(version, epoch);
    return encodeOrderEvent({ _id: before._id, reference: before.reference, version }, order, event);
  });
  const first = { type: 'order', id: before._id, version: before.version, fresh };
  const head = before.lastEventId === '' ? first : { ...first, lastEventId: before.lastEventId };
  const { lastEventId = '' } = appendEvents(session, head, encoded, at);
  const audit = { aggregateId: before._id, at, actor: actorOf(doing.caller, before.owner), action: command.type };
  const auditHead = writeAudit(session, nextAuditRow(before.auditHead, { ...audit, facts: { ...facts, version } }));
  const steps = [...before.steps, ...events.map((event) => stepOf(event, at))];
  const timed = {
    refundAt: refundAt(order, before, at),
    complementBy: complementBy(order, before, at),
    eraseAt: isOver(order) && order.erased !== true ? keptUntil(order, at, at) : undefined,
  };
  const told = order.erased === true ? { sealed: undefined, owner: '' } : {};
  const row = { ...before, ...order, expiresAt: order.expiresAt, ...set, ...timed, ...told, version, lastEventId };
  return { row: withoutAbsent({ ...row, auditHead, updatedAt: at, steps, work: workOf(order) }), events };
}

/** Dates that are not there must not stand as `null`: the partial indexes would not know them. */
const withoutAbsent = (row: object): OrderRow =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as unknown as OrderRow;

const refundAt = (order: Order, before: OrderRow, at: Date): Date | undefined =>
  order.refunds.some(({ state }) => state === 'due') ? (before.refundAt ?? at) : undefined;

const complementBy = (order: Order, before: OrderRow, at: Date): Date | undefined =>
  order.items.some(({ state }) => state === 'complement')
    ? (before.complementBy ?? new Date(at.getTime() + policyAt(at).complementDays * DAY_MS))
    : undefined;

function stepOf(event: OrderEvent, at: Date): StepRow {
  return {
    step: event.type.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    at,
    ...('consignment' in event ? { consignment: event.consignment } : {}),
    ...('item' in event ? { item: event.item } : {}),
    ...(event.type === 'tracked' ? { step: event.status } : {}),
  };
}

const ATTEMPTS = 5;

/**
 * Runs a change in a transaction of its own and wakes the relay. Two that start from the same version, or take the same number of a
 * register, meet the unique index: the later one runs again on what the other has written.
 */
export async function committed<T>(
  platform: Pick<Platform, 'mongo' | 'relay'>,
  work: (session: ClientSession) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const done = await inTransaction(platform.mongo, work);
      platform.relay.poke();
      return done;
    } catch (error) {
      if (!isDuplicateKey(error) || attempt === ATTEMPTS) throw error;
    }
  }
}

/** The row of an id, read in the transaction. @throws AppError `not-found` */
export async function readOrder(
  platform: Pick<Platform, 'mongo'>,
  session: ClientSession,
  id: string,
): Promise<OrderRow> {
  const row = await orderRows(platform.mongo).findOne({ _id: id }, { session });
  if (row === null) throw notFound();
  return row;
}
