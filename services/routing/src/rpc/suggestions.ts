import { AppError, callerKey, invalidField, nextAuditRow, type RpcCall, writeAudit, writesOf } from '@jamaa/kit';
import {
  type AcceptSuggestionRequest,
  type AcceptSuggestionResponse,
  type DismissSuggestionRequest,
  DismissSuggestionResponse,
  type ListSuggestionsRequest,
  ListSuggestionsResponse,
} from '@jamaa/proto/routing/v1/routing';
import type { ClientSession } from 'mongoose';
import type { RuleInput } from '../domain/rule.ts';
import { evidenceAt, isSuggestion } from '../domain/suggestion.ts';
import { dayOf } from '../events/request-of.ts';
import { findSuggestion, openSuggestions, type SuggestionRow, suggestionCollection } from '../store/suggestions.ts';
import { type Administrator, administrator } from './administrator.ts';
import type { Deps } from './deps.ts';
import { changeDraft, draftView, edited, worldOf } from './drafts.ts';

const SHOWN = 20;

/** What people keep correcting in the caller's territory and nobody has answered yet, with the cases that show it. */
export const listSuggestions =
  (deps: Deps) =>
  async (_request: ListSuggestionsRequest, call: RpcCall): Promise<ListSuggestionsResponse> => {
    const { scopes } = await administrator(deps, call);
    const { platform } = deps;
    const now = platform.clock.now();
    const found = await Promise.all(scopes.map((scope) => openSuggestions(platform.mongo, scope)));
    const rows = [...new Map(found.flat().map((row) => [row._id, row])).values()];
    return ListSuggestionsResponse.fromPartial({
      suggestions: rows
        .filter((row) => isSuggestion(row.corrections, now))
        .map((row) => messageOf(row, now))
        .sort((a, b) => b.count - a.count),
    });
  };

/** Puts the rule into a draft and ends the suggestion, in one transaction. */
export const acceptSuggestion =
  (deps: Deps) =>
  async (request: AcceptSuggestionRequest, call: RpcCall): Promise<AcceptSuggestionResponse> => {
    const who = await administrator(deps, call);
    const world = await worldOf(deps);
    const facts = { suggestion: request.id };
    const { ruleSet: id, expectedVersion } = request;
    const changing = { id, expectedVersion, action: 'edit-rule-set', facts } as const;
    const row = await changeDraft(deps, call, who, changing, async (before, session) => {
      const suggestion = await openOne(deps, who, request.id, session);
      const upserts = [ruleOf(suggestion, dayOf(world.now))];
      const rules = edited(before.rules, { upserts, removals: [] }, before.base + 1, world);
      end(session, suggestion, { state: 'accepted' }, call, world.now);
      return { ...before, state: 'draft', triedAt: undefined, rules };
    });
    return { ruleSet: await draftView(deps, row) };
  };

/** Ends a suggestion without a rule; further corrections begin to count anew. */
export const dismissSuggestion =
  (deps: Deps) =>
  async ({ id, reason }: DismissSuggestionRequest, call: RpcCall): Promise<DismissSuggestionResponse> => {
    const who = await administrator(deps, call);
    if (reason.trim() === '') throw invalidField('reason', 'required', 'say why it is no rule');
    const { platform } = deps;
    const now = platform.clock.now();
    const row = await platform.together(id, async (session) => {
      const suggestion = await openOne(deps, who, id, session);
      return end(session, suggestion, { state: 'dismissed', reason: reason.trim(), corrections: [] }, call, now);
    });
    return DismissSuggestionResponse.fromPartial({ suggestion: messageOf(row, now) });
  };

/** @throws AppError `not-found` outside the caller's territory too, `command-not-allowed` when somebody has answered it */
async function openOne(deps: Deps, who: Administrator, id: string, session: ClientSession): Promise<SuggestionRow> {
  const row = await findSuggestion(deps.platform.mongo, id, session);
  if (!who.covers(row.commune)) throw new AppError('not-found', 'no such suggestion');
  if (!row.open) throw new AppError('command-not-allowed', 'nothing is suggested here any more');
  return row;
}

function end(
  session: ClientSession,
  row: SuggestionRow,
  change: Partial<SuggestionRow>,
  call: RpcCall,
  at: Date,
): SuggestionRow {
  const version = row.version + 1;
  const entry = nextAuditRow(row.auditHead, {
    aggregateId: row._id,
    at,
    actor: callerKey(call.caller),
    action: `${change.state}-suggestion`,
    facts: { version },
  });
  const next = { ...row, ...change, open: false, version, auditHead: writeAudit(session, entry) };
  writesOf(session).replace(suggestionCollection, next);
  return next;
}

const ruleOf = (row: SuggestionRow, today: string): Omit<RuleInput, 'version'> => ({
  id: `${row.category.toLowerCase()}-corrected-${row.commune}`,
  categories: [row.category],
  territory: row.commune,
  validFrom: today,
  lead: { organisation: row.organisation, unit: row.unit },
  note: {
    ar: 'قاعدة مستخلصة من تصحيحات متكررة للإحالة',
    fr: 'Règle tirée de corrections répétées de l’affectation',
  },
  source: 'Corrections répétées (règle de la plateforme)',
});

function messageOf(row: SuggestionRow, now: Date) {
  const evidence = evidenceAt(row.corrections, now);
  const [first, last] = [evidence.at(0), evidence.at(-1)];
  return {
    id: row._id,
    version: row.version,
    state: row.state,
    category: row.category,
    territory: row.commune,
    organisation: row.organisation,
    unit: row.unit,
    count: evidence.length,
    ...(first === undefined ? {} : { firstAt: first.at }),
    ...(last === undefined ? {} : { lastAt: last.at }),
    evidence: evidence
      .toReversed()
      .slice(0, SHOWN)
      .map(({ reference }) => reference),
  };
}
