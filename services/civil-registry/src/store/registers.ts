import {
  appendEvents,
  type Caller,
  callerKey,
  emptyChain,
  encodeEvent,
  nextAuditRow,
  writeAudit,
  writesOf,
} from '@jamaa/kit';
import { civilRegistryEvents } from '@jamaa/proto/catalog';
import { RegisterClosed, RegisterConfirmed, RegisterOpened } from '@jamaa/proto/civil_registry/v1/events';
import type { ClientSession } from 'mongoose';
import type { Restored } from '../domain/held.ts';
import { registerId } from '../domain/identity.ts';
import { type LostGap, type RegisterRow, registerCollection } from './rows.ts';

interface Done {
  readonly at: Date;
  readonly caller: Caller;
}

export function insertRegister(session: ClientSession, register: Restored, { at, caller }: Done): RegisterRow {
  const { bureauId, kind, year, firstNumber, head } = register;
  const _id = registerId(register);
  const event = encodeEvent(
    civilRegistryEvents.registerOpened,
    RegisterOpened.fromPartial({ bureauId, kind, year, firstNumber }),
  );
  const { version, lastEventId } = appendEvents(session, { type: 'register', id: _id, version: 0 }, [event], at);
  const entry = { aggregateId: _id, at, actor: callerKey(caller), action: 'opened', facts: { firstNumber, head } };
  const auditHead = writeAudit(session, nextAuditRow(emptyChain, entry));
  const row = { _id, ...register, openedAt: at, version, lastEventId: lastEventId ?? '', auditHead };
  writesOf(session).insert(registerCollection, [row]);
  return row;
}

export interface Closing extends Done {
  readonly officerId: string;
  readonly signature: Uint8Array;
  readonly decision: string;
}

/** Writes the closing record of a register, which must have been read in this transaction. */
export function closeRow(session: ClientSession, row: RegisterRow, closing: Closing): RegisterRow {
  const { at, caller, officerId, signature, decision } = closing;
  const { bureauId, kind, year, firstNumber, lastNumber, head } = row;
  const told = RegisterClosed.fromPartial({ bureauId, kind, year, firstNumber, lastNumber, head });
  const aggregate = { type: 'register', id: row._id, version: row.version, lastEventId: row.lastEventId };
  const { version, lastEventId } = appendEvents(
    session,
    aggregate,
    [encodeEvent(civilRegistryEvents.registerClosed, told)],
    at,
  );
  const facts = { firstNumber, lastNumber, head, early: decision !== '' };
  const entry = { aggregateId: row._id, at, actor: callerKey(caller), action: 'closed', facts };
  const auditHead = writeAudit(session, nextAuditRow(row.auditHead, entry));
  const next: RegisterRow = {
    ...row,
    state: 'closed',
    closedAt: at,
    closedBy: officerId,
    signature,
    decision,
    version,
    lastEventId: lastEventId ?? row.lastEventId,
    auditHead,
  };
  writesOf(session).replace(registerCollection, next);
  return next;
}

export interface Confirmed {
  readonly at: Date;
  readonly actor: string;
  readonly epoch: number;
  readonly lastNumber: number;
  readonly head: string;
  /** Numbers that are on paper alone. */
  readonly lost: LostGap | undefined;
}

/** Lets a held register go on above what stands on paper. `row` must have been read in this transaction. */
export function confirmRow(session: ClientSession, row: RegisterRow, confirmed: Confirmed): RegisterRow {
  const { at, actor, epoch, lastNumber, head, lost } = confirmed;
  const { bureauId, kind, year } = row;
  const told = { bureauId, kind, year, lastNumber, lostFrom: lost?.from ?? 0, lostTo: lost?.to ?? 0 };
  const aggregate = { type: 'register', id: row._id, version: row.version, lastEventId: row.lastEventId };
  const event = encodeEvent(civilRegistryEvents.registerConfirmed, RegisterConfirmed.fromPartial(told));
  const { version, lastEventId } = appendEvents(session, aggregate, [event], at);
  const facts = { lastNumber, head, ...(lost === undefined ? {} : { from: lost.from, to: lost.to }) };
  const auditHead = writeAudit(
    session,
    nextAuditRow(row.auditHead, { aggregateId: row._id, at, actor, action: 'confirmed', facts }),
  );
  const gaps = lost === undefined ? {} : { gaps: [...(row.gaps ?? []), { from: lost.from, to: lost.to }] };
  const kept = lost === undefined ? {} : { lost: [...(row.lost ?? []), lost] };
  const own = { epoch, lastNumber, head, version, lastEventId: lastEventId ?? row.lastEventId, auditHead };
  const next: RegisterRow = { ...row, ...own, ...gaps, ...kept };
  writesOf(session).replace(registerCollection, next);
  return next;
}

/** Puts the reading of a page on the register's audit trail. `row` must have been read in this transaction. */
export function auditReading(
  session: ClientSession,
  row: RegisterRow,
  { at, actor, after, count }: { at: Date; actor: string; after: number; count: number },
): void {
  const entry = { aggregateId: row._id, at, actor, action: 'read', facts: { after, count } };
  const auditHead = writeAudit(session, nextAuditRow(row.auditHead, entry));
  writesOf(session).update(registerCollection, row._id, { $set: { auditHead } });
}
