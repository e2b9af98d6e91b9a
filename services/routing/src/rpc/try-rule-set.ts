import { setImmediate as nextTurn } from 'node:timers/promises';
import { invalidField, type RpcCall } from '@jamaa/kit';
import { type TryRuleSetRequest, TryRuleSetResponse } from '@jamaa/proto/routing/v1/routing';
import { deadRules } from '../domain/dead.ts';
import type { World } from '../domain/edit.ts';
import type { Rule } from '../domain/rule.ts';
import { type End, startTrial, type TrialReport } from '../domain/trial.ts';
import { outcomeMessage } from '../messages.ts';
import { lastCases } from '../store/decisions.ts';
import { findDraft } from '../store/drafts.ts';
import { type Administrator, administrator } from './administrator.ts';
import type { Deps } from './deps.ts';
import { baseRules, changeDraft, draftView, worldOf } from './drafts.ts';

const USUAL = 1_000;
const MOST = 10_000;
/** Cases between two turns of the event loop: others are served meanwhile. */
const IN_A_ROW = 100;

/**
 * What a draft would change among the last complaints of the caller's territory, against the set it was begun from. From here on,
 * unless it is edited, the draft may be activated.
 */
export const tryRuleSet =
  (deps: Deps) =>
  async ({ id, expectedVersion, last }: TryRuleSetRequest, call: RpcCall): Promise<TryRuleSetResponse> => {
    const who = await administrator(deps, call);
    const { platform } = deps;
    if (last > MOST) throw invalidField('last', 'range', `at most ${MOST} complaints`);
    const began = platform.clock.system();
    const world = await worldOf(deps);
    const draft = await findDraft(platform.mongo, id);
    const report = await tried(deps, who, await baseRules(deps, draft.base), draft.rules, last || USUAL, world);
    const facts = { considered: report.considered, changed: report.changed };
    const changing = { id, expectedVersion: expectedVersion || draft.version, action: 'try-rule-set', facts } as const;
    // What was tried is the version that was read: an edit meanwhile is a conflict, not a set that passes untried.
    const row = await changeDraft(deps, call, who, changing, (before) => ({
      ...before,
      state: 'tried',
      triedAt: world.now,
    }));
    const dead = deadRules(draft.rules, world.bodies.communes).map((rule) => rule.id);
    const tookMs = Math.round(platform.clock.system() - began);
    return TryRuleSetResponse.fromPartial({
      ruleSet: await draftView(deps, row),
      trial: { ...messageOf(report), dead, tookMs },
    });
  };

async function tried(
  { platform }: Deps,
  who: Administrator,
  before: readonly Rule[],
  after: readonly Rule[],
  last: number,
  { bodies, now }: World,
): Promise<TrialReport> {
  const trial = startTrial(before, after, bodies.byId, now);
  const scopes = who.scopes.includes('00') ? ['00'] : who.scopes;
  let seen = 0;
  for (const scope of scopes) {
    for await (const one of lastCases(platform.mongo, scope, last - seen, now)) {
      trial.add(one);
      seen += 1;
      if (seen % IN_A_ROW === 0) await nextTurn();
    }
    if (seen >= last) break;
  }
  return trial.report();
}

const endMessage = ({ outcome, organisation, unit }: End) => ({ outcome: outcomeMessage(outcome), organisation, unit });

const messageOf = (report: TrialReport) => ({
  ...report,
  changes: report.changes.map(({ from, to, count }) => ({ from: endMessage(from), to: endMessage(to), count })),
  samples: report.samples.map((one) => ({ ...one, from: endMessage(one.from), to: endMessage(one.to) })),
  matched: [...report.matched],
  unmatched: [...report.unmatched],
});
