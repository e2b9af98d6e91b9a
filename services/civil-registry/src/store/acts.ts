import { appendEvents, encodeEvent, nextAuditRow, writeAudit, writesOf } from '@jamaa/kit';
import { civilRegistryEvents } from '@jamaa/proto/catalog';
import { ActMentioned, ActRegistered } from '@jamaa/proto/civil_registry/v1/events';
import type { ClientSession } from 'mongoose';
import { type ActRow, actCollection, type MentionRow } from './rows.ts';

export interface Registered {
  readonly row: ActRow;
  readonly actor: string;
  readonly declarationId: string;
  readonly late: boolean;
  readonly birthActId: string;
}

/** Writes a sealed act with its event and the beginning of its audit trail. */
export function insertAct(session: ClientSession, { row, actor, declarationId, late, birthActId }: Registered): ActRow {
  const { _id, kind, bureauId, year, number, territory, registeredAt } = row;
  const told = { actId: _id, kind, bureauId, year, number, territory, declarationId, registeredAt, late, birthActId };
  const event = encodeEvent(civilRegistryEvents.actRegistered, ActRegistered.fromPartial(told));
  const { version, lastEventId } = appendEvents(session, { type: 'act', id: _id, version: 0 }, [event], registeredAt);
  const auditHead = writeAudit(
    session,
    nextAuditRow(row.auditHead, {
      aggregateId: _id,
      at: registeredAt,
      actor,
      action: 'registered',
      facts: { version, bureauId, declarationId, hash: row.hash },
    }),
  );
  const written = { ...row, version, lastEventId: lastEventId ?? '', auditHead };
  writesOf(session).insert(actCollection, [written]);
  return written;
}

export interface Mentioned {
  readonly mention: MentionRow;
  readonly tokens: readonly string[];
  readonly at: Date;
  readonly actor: string;
  readonly bureauId: string;
  readonly mirrorOn: readonly string[];
}

/** Appends a mention to an act, which must have been read in this transaction. Nothing that stands there is changed. */
export function appendMention(session: ClientSession, row: ActRow, entered: Mentioned): ActRow {
  const { mention, at, actor, bureauId, mirrorOn } = entered;
  const told = {
    actId: row._id,
    mentionId: mention.id,
    kind: mention.kind,
    number: mention.number,
    bureauId,
    territory: row.territory,
    mirrorOn: [...mirrorOn],
    mirrors: mention.mirrors ?? '',
  };
  const event = encodeEvent(civilRegistryEvents.actMentioned, ActMentioned.fromPartial(told));
  const head = { type: 'act', id: row._id, version: row.version, lastEventId: row.lastEventId };
  const { version, lastEventId } = appendEvents(session, head, [event], at);
  const entry = { aggregateId: row._id, at, actor, action: 'mentioned' };
  const facts = { version, bureauId, mention: mention.id, kind: mention.kind, hash: mention.hash };
  const auditHead = writeAudit(session, nextAuditRow(row.auditHead, { ...entry, facts }));
  const next = {
    ...row,
    mentions: [...row.mentions, mention],
    tokens: [...new Set([...row.tokens, ...entered.tokens])],
    version,
    lastEventId: lastEventId ?? row.lastEventId,
    auditHead,
  };
  writesOf(session).replace(actCollection, next);
  return next;
}

/** Puts a look at an act on its audit trail. `row` must have been read in this transaction. */
export function auditLook(session: ClientSession, row: ActRow, look: { at: Date; actor: string; as: string }): void {
  const { at, actor, as } = look;
  const entry = { aggregateId: row._id, at, actor, action: 'looked', facts: { as, version: row.version } };
  const auditHead = writeAudit(session, nextAuditRow(row.auditHead, entry));
  writesOf(session).update(actCollection, row._id, { $set: { auditHead } });
}
