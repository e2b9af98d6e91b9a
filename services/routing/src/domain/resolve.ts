import { type Body, bodyAt, mayBeConsultedInConfidence, mayHoldConfidential, organisationAt } from './bodies.ts';
import { alwaysConfidential } from './categories.ts';
import { covers, type Place } from './place.ts';
import { byPriority, isConfidentialRule, type Kind, namesCategory, type Rule } from './rule.ts';
import * as say from './words.ts';

export interface RoutingRequest {
  readonly category: string;
  readonly place: Place;
  /** Local day of receipt, `YYYY-MM-DD`: who was competent on that day. */
  readonly date: string;
  readonly kind: Kind;
  readonly confidential: boolean;
  /** Organisation id of the body the complainant addressed, or empty. */
  readonly addressee: string;
}

export interface TraceStep extends say.Words {
  /** A rule's id, or one of `addressee`, `body-gone`, `confidential`, `no-rule`. */
  readonly ruleId: string;
  readonly matched: boolean;
}

export interface RoutingDecision extends Body {
  readonly outcome: Rule['outcome'];
  readonly consulted: readonly string[];
  /** Empty and 0 when no rule decided. */
  readonly ruleId: string;
  readonly ruleVersion: number;
  readonly trace: readonly TraceStep[];
}

/**
 * Who handles a complaint, and why. Exactly one body leads or qualifies; the same request under the same rules gives the same
 * answer, in whatever order the rules come. A confidential case reaches IGAT or the governor's named officer only, and its
 * trace names no other body.
 */
export function resolve(rules: readonly Rule[], request: RoutingRequest): RoutingDecision {
  const confidential = request.confidential || alwaysConfidential(request.category);
  const candidates = rules
    .filter((rule) => isConfidentialRule(rule) === confidential)
    .filter((rule) => namesCategory(rule, request.category) && covers(rule.territory, request.place))
    .sort(byPriority);
  const judged = candidates.map((rule) => ({ rule, miss: missOf(rule, request, confidential) }));
  const winner = judged.find(({ miss }) => miss === undefined)?.rule;
  const trace: TraceStep[] = judged.map(({ rule, miss }) =>
    rule === winner
      ? { ruleId: rule.id, matched: true, ...say.applies(rule) }
      : {
          ruleId: rule.id,
          matched: false,
          ...(miss ?? (winner === undefined ? say.mayNotHold : say.lessSpecific(winner))),
        },
  );
  if (winner === undefined)
    trace.push({ ruleId: 'no-rule', matched: true, ...say.noRule(request.category, request.date) });
  const lead = confidential ? inConfidence(winner, request) : inTheOpen(winner, request, trace);
  if (confidential) trace.push({ ruleId: 'confidential', matched: true, ...say.keptAway });
  return {
    outcome: winner === undefined || confidential ? 'qualification' : winner.outcome,
    ...lead,
    consulted: consultedBy(winner, request, lead, confidential),
    ruleId: winner?.id ?? '',
    ruleVersion: winner?.version ?? 0,
    trace,
  };
}

/** Why a rule that names the category and covers the place does not hold; `undefined` when it does. */
function missOf(rule: Rule, request: RoutingRequest, confidential: boolean): say.Words | undefined {
  if (request.date < rule.validFrom) return say.notYet(rule);
  if (rule.validTo !== undefined && request.date >= rule.validTo) return say.noLonger(rule.validTo);
  const kind = rule.when?.kind;
  if (kind !== undefined && kind !== request.kind) return say.otherKind(kind);
  if (confidential && !trusted(bodyAt(rule.lead, request.place), request)) return say.mayNotHold;
  return undefined;
}

/** The body complained of never holds the case, were it the governor's office itself. IGAT is always there to take it. */
const trusted = (body: Body, request: RoutingRequest): boolean =>
  mayHoldConfidential(body) && (body.organisation === 'igat' || body.organisation !== request.addressee);

const inConfidence = (winner: Rule | undefined, request: RoutingRequest): Body =>
  winner === undefined ? { organisation: 'igat', unit: 'administration' } : bodyAt(winner.lead, request.place);

/** The addressee leads when the rule knows it as competent, else the rule's own lead does and the trace says so. */
function inTheOpen(winner: Rule | undefined, request: RoutingRequest, trace: TraceStep[]): Body {
  const rule = winner ?? { lead: { organisation: 'commune', unit: '' }, alternatives: [] };
  const lead = bodyAt(rule.lead, request.place);
  if (request.addressee === '') return lead;
  const competent = [lead, ...rule.alternatives.map((body) => bodyAt(body, request.place))];
  const chosen = competent.find((body) => body.organisation === request.addressee);
  trace.push({
    ruleId: 'addressee',
    matched: chosen !== undefined,
    ...(chosen === undefined
      ? say.addressedElsewhere(request.addressee, lead.organisation)
      : say.addressed(chosen.organisation)),
  });
  return chosen ?? lead;
}

function consultedBy(rule: Rule | undefined, request: RoutingRequest, lead: Body, confidential: boolean): string[] {
  const all = (rule?.consulted ?? []).map((name) => organisationAt(name, request.place));
  const kept = confidential
    ? all.filter((one) => mayBeConsultedInConfidence(one) && (one === 'igat' || one !== request.addressee))
    : all;
  return [...new Set(kept)].filter((one) => one !== lead.organisation);
}
