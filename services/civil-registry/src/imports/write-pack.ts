import {
  appendEvents,
  type Caller,
  callerKey,
  emptyChain,
  encodeEvent,
  epochIn,
  failpoint,
  inTransaction,
  nextAuditRow,
  writeAudit,
  writesOf,
} from '@jamaa/kit';
import { civilRegistryEvents } from '@jamaa/proto/catalog';
import { ActImported } from '@jamaa/proto/civil_registry/v1/imports';
import type { ClientSession } from 'mongoose';
import type { Deps } from '../deps.ts';
import { registerId } from '../domain/identity.ts';
import { countOf } from '../domain/imports/sequence.ts';
import { openingHash } from '../domain/seal.ts';
import { countActs } from '../statistics/rows.ts';
import { insertRegister } from '../store/registers.ts';
import { type ActRow, actCollection, registerCollection, registerRows } from '../store/rows.ts';
import { countImported } from './draw-up.ts';
import type { Plan, RegisterPlan } from './plan.ts';
import { type ImportRow, importCollection, importRows, numbered, reportCollection, trackCollection } from './rows.ts';

/** Another holder of the lease was faster, the import was cancelled, or a register has moved: nothing of this pack was written. */
export class Superseded extends Error {
  override readonly name = 'Superseded';
}

export interface Progress {
  readonly offset: number;
  readonly line: number;
  readonly piece: number;
  readonly pieceStart: number;
}

/** Writes what a pack of lines comes to: acts, registers, report and the place where reading goes on, together or not at all. */
export async function writePack(
  { platform }: Pick<Deps, 'platform'>,
  row: ImportRow,
  plan: Plan,
  progress: Progress,
  caller: Caller,
): Promise<ImportRow> {
  const at = platform.clock.now();
  const plans = [...plan.registers.values()];
  const written = plans.filter(({ entered }) => entered.length > 0);
  const next = await inTransaction(platform.mongo, async (session) => {
    const now = await standing(platform, session, row);
    if (written.length > 0) await sameStill(platform, session, written);
    for (const one of written) {
      writeRegister(session, one, row._id, { at, caller });
      countActs(
        session,
        one.key,
        one.territory,
        one.entered.map(({ act }) => countImported(act)),
      );
    }
    writeActs(
      session,
      written.flatMap(({ entered }) => entered.map((one) => one.row)),
      row._id,
      { at, caller },
    );
    const fresh = plans.filter(({ track }) => track.created + track.unchanged + track.refused > 0);
    let [registers, missing] = [now.registers, now.missing];
    for (const { track, known, missingBefore } of fresh.map(withBefore)) {
      writesOf(session).update(trackCollection, track._id, { $set: withoutId(track) }, true);
      if (!known) registers += 1;
      missing += countOf(track.gaps) - track.filled.length - missingBefore;
    }
    return moveOn(session, { ...now, registers, missing }, plan, progress);
  });
  failpoint('civil-registry.import.after-pack');
  platform.relay.poke();
  return next;
}

/** The import as it stands in this transaction. @throws Superseded when it is not where it was read */
export async function standing(
  { mongo }: Pick<Deps['platform'], 'mongo'>,
  session: ClientSession,
  row: ImportRow,
): Promise<ImportRow> {
  const now = await importRows(mongo).findOne({ _id: row._id }, { session });
  if (now?.active !== true || now.offset !== row.offset || now.state === 'cancelled') throw new Superseded();
  return now;
}

/** Writes the report of a pack and the place where reading goes on, with what the pack came to. */
export function moveOn(
  session: ClientSession,
  now: ImportRow,
  plan: Pick<Plan, 'created' | 'unchanged' | 'refused'>,
  progress: Progress,
): ImportRow {
  if (plan.refused.length > 0)
    writesOf(session).insert(reportCollection, [{ _id: numbered(now._id, now.pages), lines: plan.refused }]);
  const after: ImportRow = {
    ...now,
    ...progress,
    state: 'running',
    created: now.created + plan.created,
    unchanged: now.unchanged + plan.unchanged,
    refused: now.refused + plan.refused.length,
    pages: now.pages + (plan.refused.length > 0 ? 1 : 0),
  };
  writesOf(session).replace(importCollection, after);
  failpoint('civil-registry.import.before-commit');
  return after;
}

const withoutId = ({ _id, ...rest }: RegisterPlan['track']) => rest;

const withBefore = ({ track, trackBefore }: RegisterPlan) => ({
  track,
  known: trackBefore !== undefined,
  missingBefore: trackBefore === undefined ? 0 : countOf(trackBefore.gaps) - trackBefore.filled.length,
});

async function sameStill(
  platform: Deps['platform'],
  session: ClientSession,
  plans: readonly RegisterPlan[],
): Promise<void> {
  const rows = await registerRows(platform.mongo)
    .find({ _id: { $in: plans.map(({ key }) => registerId(key)) } }, { session })
    .toArray();
  const heads = new Map(rows.map(({ _id, head, state, importing }) => [_id, { head, state, importing }]));
  for (const { key, before } of plans) {
    const now = heads.get(registerId(key));
    if (now?.head !== before?.head || now?.importing !== before?.importing || now?.state === 'closed')
      throw new Superseded();
  }
}

interface By {
  readonly at: Date;
  readonly caller: Caller;
}

function writeRegister(
  session: ClientSession,
  { key, before, head, track }: RegisterPlan,
  importId: string,
  by: By,
): void {
  const { firstNumber, lastNumber, gaps, filled } = track;
  if (before === undefined) {
    const empty = {
      ...key,
      state: 'open' as const,
      firstNumber,
      lastNumber: firstNumber - 1,
      head: openingHash(key, firstNumber),
    };
    // Its numbers come from the paper: there is nothing to be compared.
    insertRegister(session, { ...empty, epoch: epochIn(session) }, by);
  }
  const set = { lastNumber, head, gaps, filled, importing: importId, imported: true };
  writesOf(session).update(registerCollection, registerId(key), { $set: set });
}

/** The acts with their journal and the beginning of their audit trails, each kind of row in one go. */
function writeActs(session: ClientSession, acts: readonly ActRow[], importId: string, { at, caller }: By): void {
  const actor = callerKey(caller);
  const told = acts.map((row) => {
    const { _id, kind, bureauId, year, number, territory, mentions } = row;
    const data = { actId: _id, kind, bureauId, year, number, territory, importId, mentions: mentions.length };
    return encodeEvent(civilRegistryEvents.actImported, ActImported.fromPartial(data));
  });
  const heads = acts.map((row, index) => {
    const event = told[index];
    return appendEvents(session, { type: 'act', id: row._id, version: 0 }, event === undefined ? [] : [event], at);
  });
  const trails = acts.map(({ _id, bureauId, hash }, index) => {
    const facts = { version: heads[index]?.version ?? 0, bureauId, importId, hash };
    return writeAudit(session, nextAuditRow(emptyChain, { aggregateId: _id, at, actor, action: 'imported', facts }));
  });
  const rows = acts.map((row, index) => ({
    ...row,
    version: heads[index]?.version ?? 0,
    lastEventId: heads[index]?.lastEventId ?? '',
    auditHead: trails[index] ?? emptyChain,
  }));
  writesOf(session).insert(actCollection, rows);
}
