import type { KnownBody } from './known-bodies.ts';
import { type RoutingDecision, type RoutingRequest, resolve } from './resolve.ts';
import type { Rule } from './rule.ts';
import { standing } from './standing.ts';

export interface TrialCase {
  readonly reference: string;
  readonly request: RoutingRequest;
}

/** Where a case ends up. */
export type End = Pick<RoutingDecision, 'outcome' | 'organisation' | 'unit'>;

export interface TrialReport {
  readonly considered: number;
  readonly changed: number;
  readonly toQualification: number;
  /** Most frequent first. */
  readonly changes: readonly { readonly from: End; readonly to: End; readonly count: number }[];
  /** The newest cases that change; none of them confidential. */
  readonly samples: readonly {
    readonly reference: string;
    readonly category: string;
    readonly commune: string;
    readonly from: End;
    readonly to: End;
    readonly ruleId: string;
  }[];
  readonly matched: readonly { readonly ruleId: string; readonly count: number }[];
  readonly unmatched: readonly string[];
}

const SAMPLES = 20;

export interface Trying {
  add(one: TrialCase): void;
  report(): TrialReport;
}

/** Compares what two sets say of cases, newest first. Pure but for what it has counted so far. */
export function startTrial(
  before: readonly Rule[],
  after: readonly Rule[],
  body: (id: string) => KnownBody | undefined,
  now: Date,
): Trying {
  const changes = new Map<string, { from: End; to: End; count: number }>();
  const matched = new Map<string, number>();
  const samples: TrialReport['samples'][number][] = [];
  let considered = 0;
  let changed = 0;
  let toQualification = 0;
  const decide = (rules: readonly Rule[], request: RoutingRequest): RoutingDecision => {
    const decision = resolve(rules, request);
    return standing(decision, request, body(decision.organisation), now);
  };
  return {
    add({ reference, request }) {
      considered += 1;
      const [was, is] = [decide(before, request), decide(after, request)];
      const [from, to] = [endOf(was), endOf(is)];
      if (is.ruleId !== '') matched.set(is.ruleId, (matched.get(is.ruleId) ?? 0) + 1);
      if (is.outcome === 'qualification') toQualification += 1;
      const key = JSON.stringify([from, to]);
      if (JSON.stringify(from) === JSON.stringify(to)) return;
      changed += 1;
      const known = changes.get(key) ?? { from, to, count: 0 };
      changes.set(key, { ...known, count: known.count + 1 });
      if (samples.length < SAMPLES && !request.confidential) {
        const { category, place } = request;
        samples.push({ reference, category, commune: place.commune, from, to, ruleId: is.ruleId });
      }
    },
    report: () => ({
      considered,
      changed,
      toQualification,
      changes: [...changes.values()].sort((a, b) => b.count - a.count),
      samples,
      matched: [...matched].map(([ruleId, count]) => ({ ruleId, count })).sort((a, b) => b.count - a.count),
      unmatched: after.map(({ id }) => id).filter((id) => !matched.has(id)),
    }),
  };
}

const endOf = ({ outcome, organisation, unit }: RoutingDecision): End => ({ outcome, organisation, unit });
