import {
  type AuditHead,
  appendEvents,
  bytesOf,
  type Caller,
  callerKey,
  type EventType,
  emptyChain,
  encodeEvent,
  type Keyring,
  nextAuditRow,
  writeAudit,
  writesOf,
} from '@jamaa/kit';
import { civilRegistryEvents } from '@jamaa/proto/catalog';
import { Declaration as Message } from '@jamaa/proto/civil_registry/v1/civil_registry';
import { DeclarationStep } from '@jamaa/proto/civil_registry/v1/events';
import type { ClientSession } from 'mongoose';
import { type Declaration, type DeclarationEvent, evolveDeclaration } from '../domain/declaration.ts';
import { type DeclarationRow, declarationCollection } from './rows.ts';
import { openBytes, sealBytes } from './sealed-act.ts';

const contextOf = (id: string): string => `declaration/${id}`;

/** What a declaration says, as it is sealed. */
const bytesOfDeclaration = (declaration: Declaration): Uint8Array => {
  const { content, precedenceReason, remark, reasonCode, legalBasis, distinctions, late } = declaration;
  return Message.encode(
    Message.fromPartial({ content, precedenceReason, remark, reasonCode, legalBasis, late, distinctions } as never),
  ).finish();
};

export function openDeclaration(keyring: Keyring, row: DeclarationRow): Declaration {
  const key = keyring.unwrap({
    version: row.key.version,
    wrapped: bytesOf(row.key.wrapped as DeclarationRow['sealed']),
  });
  const said = Message.decode(openBytes(key, row.sealed, contextOf(row._id)));
  if (said.content === undefined) throw new Error(`declaration ${row._id} has no content`);
  const { kind, bureauId, state, twinOf, establishment, actId } = row;
  const { content, precedenceReason, remark, reasonCode, legalBasis, late } = said;
  return {
    ...{ id: row._id, kind, bureauId, state, twinOf, establishment, actId },
    ...{ content, precedenceReason, remark, reasonCode, legalBasis, late },
    distinctions: said.distinctions.map((one) => ({ ...one, at: one.at ?? row.updatedAt })),
  };
}

export interface Step {
  readonly event: DeclarationEvent;
  readonly caller: Caller;
  /** Tokens after it, where it changes what is declared. */
  readonly claims?: readonly string[];
  readonly likeActs?: readonly string[];
  readonly facts?: Readonly<Record<string, string | number>>;
}

const eventTypes: Readonly<Record<DeclarationEvent['type'], EventType<DeclarationStep>>> = {
  'pre-declared': civilRegistryEvents.preDeclared,
  declared: civilRegistryEvents.declared,
  reviewed: civilRegistryEvents.reviewed,
  returned: civilRegistryEvents.returned,
  rejected: civilRegistryEvents.rejected,
  withdrawn: civilRegistryEvents.withdrawn,
  distinguished: civilRegistryEvents.distinguished,
  registered: civilRegistryEvents.declarationRegistered,
};

/** Writes a new declaration with its first event. */
export function insertDeclaration(
  session: ClientSession,
  keyring: Keyring,
  declaration: Declaration,
  place: { readonly territory: string; readonly filedBy: string },
  step: Step,
): DeclarationRow {
  const key = keyring.newPersonKey();
  const row: DeclarationRow = {
    _id: declaration.id,
    state: declaration.state,
    actId: declaration.actId,
    kind: declaration.kind,
    bureauId: declaration.bureauId,
    ...place,
    key: key.wrapped,
    sealed: sealBytes(key, bytesOfDeclaration(declaration), contextOf(declaration.id)),
    claims: [...(step.claims ?? [])],
    likeActs: [...(step.likeActs ?? [])],
    establishment: declaration.establishment,
    twinOf: declaration.twinOf,
    createdAt: step.event.at,
    updatedAt: step.event.at,
    version: 0,
    lastEventId: '',
    auditHead: emptyChain,
  };
  const written = trail(session, row, declaration, step);
  writesOf(session).insert(declarationCollection, [written]);
  return written;
}

/** Writes what a step makes of a declaration, which must have been read in this transaction. */
export function changeDeclaration(
  session: ClientSession,
  keyring: Keyring,
  row: DeclarationRow,
  step: Step,
): DeclarationRow {
  const before = openDeclaration(keyring, row);
  const after = evolveDeclaration(before, step.event);
  const key = keyring.unwrap({
    version: row.key.version,
    wrapped: bytesOf(row.key.wrapped as DeclarationRow['sealed']),
  });
  const next: DeclarationRow = {
    ...row,
    state: after.state,
    actId: after.actId,
    sealed: sealBytes(key, bytesOfDeclaration(after), contextOf(row._id)),
    claims: [...(step.claims ?? row.claims)],
    likeActs: [...(step.likeActs ?? row.likeActs)],
    updatedAt: step.event.at,
  };
  const written = trail(session, next, after, step);
  writesOf(session).replace(declarationCollection, written);
  return written;
}

/** Journal and audit entry of a step. */
function trail(session: ClientSession, row: DeclarationRow, declaration: Declaration, step: Step): DeclarationRow {
  const { event, caller, facts } = step;
  const { id, kind, bureauId, state, reasonCode, actId, late } = declaration;
  const told = { declarationId: id, kind, bureauId, state, territory: row.territory, reasonCode, actId, late };
  const { version: before, lastEventId: last } = row;
  const head = { type: 'declaration', id, version: before, lastEventId: last || undefined, fresh: before === 0 };
  const encoded = encodeEvent(eventTypes[event.type], DeclarationStep.fromPartial(told));
  const { version, lastEventId } = appendEvents(session, head, [encoded], event.at);
  const auditHead: AuditHead = writeAudit(
    session,
    nextAuditRow(row.auditHead, {
      aggregateId: id,
      at: event.at,
      actor: callerKey(caller),
      action: event.type,
      facts: { version, state, bureauId, ...facts },
    }),
  );
  return { ...row, version, lastEventId: lastEventId ?? row.lastEventId, auditHead };
}
