import { type EventHandler, emptyChain, onAll, type Platform, writesOf } from '@jamaa/kit';
import { intakeEvents } from '@jamaa/proto/catalog';
import type { ComplaintSnapshot } from '@jamaa/proto/intake/v1/complaint';
import { isSuggestion, withCorrection } from '../domain/suggestion.ts';
import { type DecisionRow, decidedAmong, scopesOf } from '../store/decisions.ts';
import { type SuggestionRow, suggestionCollection, suggestionId, suggestionsAmong } from '../store/suggestions.ts';

interface Placed {
  readonly complaint?: ComplaintSnapshot | undefined;
  /** Set when a rule has decided; absent from transfers, which people alone make. */
  readonly ruleId?: string;
}

/** Notes where people give cases to another unit than routing did: what they keep correcting becomes a suggestion. */
export const onCorrected = (platform: Pick<Platform, 'mongo'>): EventHandler =>
  onAll<Placed>([intakeEvents.assigned, intakeEvents.transferred] as never, async (received, { session }) => {
    const people = received.filter(({ data }) => (data.ruleId ?? '') === '');
    const placed = people.flatMap(({ data: { complaint }, time }) => (complaint ? [{ complaint, time }] : []));
    if (placed.length === 0) return;
    const decided = await decidedAmong(
      platform.mongo,
      session,
      placed.map(({ complaint }) => complaint.id),
    );
    const corrections = placed.flatMap(({ complaint, time }) => {
      const decision = decided.get(complaint.id);
      if (decision === undefined || !corrects(complaint, decision)) return [];
      const { category, communeCode: commune, organisation, unit } = complaint;
      const key = { category, commune, organisation, unit };
      return [{ id: suggestionId(key), key, complaint, decision, at: time }];
    });
    if (corrections.length === 0) return;
    const known = await suggestionsAmong(
      platform.mongo,
      session,
      corrections.map(({ id }) => id),
    );
    const stored = new Set(known.keys());
    for (const { id, key, complaint, decision, at } of corrections) {
      const before = known.get(id) ?? freshRow(id, key, decision);
      const one = { complaintId: complaint.id, reference: complaint.reference, at };
      const all = withCorrection(before.corrections, one);
      const open = before.state !== 'accepted' && isSuggestion(all, at);
      known.set(id, {
        ...before,
        corrections: all,
        open,
        state: open ? 'open' : before.state,
        version: before.version + 1,
      });
    }
    for (const id of new Set(corrections.map((one) => one.id))) {
      const row = known.get(id);
      if (row === undefined) continue;
      if (stored.has(id)) writesOf(session).replace(suggestionCollection, row);
      else writesOf(session).insert(suggestionCollection, [row]);
    }
  });

/** Another body or unit, for the category and place that routing looked at: a wrong category is no fault of the rules. */
const corrects = (complaint: ComplaintSnapshot, { request, decision }: DecisionRow): boolean =>
  !complaint.confidential &&
  !complaint.training &&
  complaint.unit !== '' &&
  complaint.category === request.category &&
  complaint.communeCode === request.place.commune &&
  (complaint.organisation !== decision.organisation || complaint.unit !== decision.unit);

const freshRow = (
  id: string,
  key: Pick<SuggestionRow, 'category' | 'commune' | 'organisation' | 'unit'>,
  { request }: DecisionRow,
): SuggestionRow => ({
  _id: id,
  version: 0,
  ...key,
  scopes: scopesOf(request),
  corrections: [],
  open: false,
  state: 'open',
  auditHead: emptyChain,
});
