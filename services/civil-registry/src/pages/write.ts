import {
  appendEvents,
  type Caller,
  callerKey,
  type EncodedEvent,
  emptyChain,
  encodeEvent,
  nextAuditRow,
  writeAudit,
  writesOf,
} from '@jamaa/kit';
import { civilRegistryEvents } from '@jamaa/proto/catalog';
import { PageImaged, PageIndexed } from '@jamaa/proto/civil_registry/v1/pages';
import type { ClientSession } from 'mongoose';
import { type Indexed, type PageKey, pageId } from '../domain/page.ts';
import { actIdsOf, type PageRow, pageCollection, type ScanRow } from './rows.ts';

export interface Told {
  readonly key: PageKey;
  readonly next: Indexed;
  readonly linked: boolean;
  /** Given with this very step. */
  readonly scan?: ScanRow | undefined;
  readonly importId?: string;
}

/** Writes what was decided of a page, with its journal and audit trail. `before` must have been read in this transaction. */
export function writePage(
  session: ClientSession,
  before: PageRow | null,
  { key, next, linked, scan, importId = '' }: Told,
  { at, caller }: { readonly at: Date; readonly caller: Caller },
): PageRow {
  const _id = pageId(key);
  const { acts, sha256 } = next;
  const told: EncodedEvent[] = [];
  let auditHead = before?.auditHead ?? emptyChain;
  const record = (action: string, facts: Record<string, string | number>): void => {
    const entry = { aggregateId: _id, at, actor: callerKey(caller), action, facts };
    auditHead = writeAudit(session, nextAuditRow(auditHead, entry));
  };
  if (linked) {
    const event = { pageId: _id, bureauId: key.bureauId, acts: acts.length, importId };
    told.push(encodeEvent(civilRegistryEvents.pageIndexed, PageIndexed.fromPartial(event)));
    record('indexed', { acts: acts.join(' '), before: before?.acts.join(' ') ?? '', sha256, importId });
  }
  if (scan !== undefined) {
    const event = { pageId: _id, bureauId: key.bureauId, files: [{ id: scan.id, proof: scan.proof }] };
    told.push(encodeEvent(civilRegistryEvents.pageImaged, PageImaged.fromPartial(event)));
    record('imaged', { sha256: scan.sha256, size: scan.size });
  }
  const head = { type: 'page', id: _id, version: before?.version ?? 0 };
  const lastEventId = before?.lastEventId;
  const written = appendEvents(session, lastEventId === undefined ? head : { ...head, lastEventId }, told, at);
  const row: PageRow = {
    ...(before ?? {}),
    ...{ _id, key, acts, actIds: actIdsOf(key, acts), sha256, auditHead },
    ...(scan === undefined ? {} : { scan }),
    version: written.version,
    lastEventId: written.lastEventId ?? lastEventId ?? '',
  };
  if (before === null) writesOf(session).insert(pageCollection, [row]);
  else writesOf(session).replace(pageCollection, row);
  return row;
}
