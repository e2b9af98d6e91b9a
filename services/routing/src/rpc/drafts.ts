import { AppError, invalidField, type RpcCall } from '@jamaa/kit';
import type { RuleSet } from '@jamaa/proto/routing/v1/routing';
import type { ClientSession } from 'mongoose';
import { applyEdit, changedRules, type Edit, type World } from '../domain/edit.ts';
import { brokenRules } from '../domain/known-bodies.ts';
import type { Rule } from '../domain/rule.ts';
import { readBodies } from '../store/bodies.ts';
import { type DraftChange, type DraftRow, findDraft, writeDraft } from '../store/drafts.ts';
import { publishedSet } from '../store/rule-sets.ts';
import { type Administrator, mayChange } from './administrator.ts';
import type { Deps } from './deps.ts';
import { draftMessage } from './rule-set-message.ts';

/** What a check of rules stands on. @throws AppError `unavailable` while the copy of the directory is not whole */
export async function worldOf({ platform, directory }: Deps): Promise<World> {
  if (directory.check().state !== 'ok') throw new AppError('unavailable', 'the directory is not copied yet');
  return { bodies: await readBodies(platform.mongo), now: platform.clock.now() };
}

/** The rules of the set a draft was begun from. */
export async function baseRules({ platform }: Deps, base: number, session?: ClientSession): Promise<readonly Rule[]> {
  const row = await publishedSet(platform.mongo, base, session);
  if (row === null) throw new Error(`published set ${base} is gone`);
  return row.rules;
}

/** @throws AppError `version-conflict`, `command-not-allowed` for a draft that nobody may change any more */
export function mustBeOpen(row: DraftRow, expectedVersion: number): void {
  if (expectedVersion !== 0 && expectedVersion !== row.version)
    throw new AppError('version-conflict', `the draft is at version ${row.version}`);
  if (row.state === 'activated' || row.state === 'withdrawn')
    throw new AppError('command-not-allowed', `the draft is ${row.state}`);
}

/** @throws AppError `validation-failed` with every problem, by path */
export function edited(rules: readonly Rule[], edit: Edit, version: number, world: World): readonly Rule[] {
  const result = applyEdit(rules, edit, version, world);
  if (result.ok) return result.rules;
  const fields = result.problems.map(({ path, message }) => ({ path, code: 'rule', message }));
  throw new AppError('validation-failed', fields.map(({ path, message }) => `${path}: ${message}`).join('; '), {
    fields,
  });
}

export interface Changing {
  readonly id: string;
  readonly expectedVersion: number;
  readonly action: DraftChange['action'];
  readonly facts?: DraftChange['facts'];
}

/** Reads a draft, changes it and writes it in one transaction; `change` may add its own writes. */
export async function changeDraft(
  deps: Deps,
  call: RpcCall,
  who: Administrator,
  { id, expectedVersion, action, facts }: Changing,
  change: (row: DraftRow, session: ClientSession, base: readonly Rule[]) => DraftRow | Promise<DraftRow>,
): Promise<DraftRow> {
  const { platform } = deps;
  if (id === '') throw invalidField('id', 'required', 'which draft?');
  const at = platform.clock.now();
  const row = await platform.together(id, async (session) => {
    const before = await findDraft(platform.mongo, id, session);
    mustBeOpen(before, expectedVersion);
    const base = await baseRules(deps, before.base, session);
    const after = await change(before, session, base);
    mayChange(who, changedRules(base, after.rules));
    const given = { action, at, caller: call.caller, ...(facts === undefined ? {} : { facts }) };
    return writeDraft(session, after, given);
  });
  platform.relay.poke();
  return row;
}

/** A draft with its rules, what it changes and what in it is broken. */
export async function draftView(deps: Deps, row: DraftRow): Promise<RuleSet> {
  const world = await worldOf(deps);
  const changed = changedRules(await baseRules(deps, row.base), row.rules);
  return draftMessage(row, { changed, broken: brokenRules(row.rules, world.bodies, world.now) });
}
