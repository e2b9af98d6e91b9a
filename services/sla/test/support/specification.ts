import type { State } from '@jamaa/proto/vocabulary';
import type { Clock, ClockKind } from '../../src/domain/clock.ts';
import { decide } from '../../src/domain/decide.ts';
import { type Clocks, evolve } from '../../src/domain/evolve.ts';
import type { ComplaintPicture, Fact, FactType } from '../../src/domain/fact.ts';
import { fire, type LineLevel, type Outcome } from '../../src/domain/firing.ts';
import { currentRules, type Rules } from '../../src/domain/policies/rules.ts';

/** A complaint as most specifications have it: a réclamation on waste (2 calendar days), filed on the web. */
export const ordinary: ComplaintPicture = {
  id: '0196f000-0000-7000-8000-000000000001',
  reference: '03-26-7K3Q9M-c',
  version: 1,
  state: 'received',
  kind: 'reclamation',
  receivedAt: new Date('2026-06-01T09:00:00Z'),
  acknowledgedAt: new Date('2026-06-01T09:00:00Z'),
  reopenings: 0,
  category: 'DEC',
  communeCode: '03.451.01.09',
  organisation: '',
  unit: '',
  handler: '',
  addressee: '',
  confidential: false,
};

const stateAfter: Record<FactType, State> = {
  submitted: 'received',
  acknowledged: 'received',
  assigned: 'assigned',
  qualificationRequired: 'qualification',
  reclassified: 'received',
  taken: 'in-progress',
  released: 'assigned',
  complementAsked: 'awaiting-complement',
  complementReceived: 'in-progress',
  answerProposed: 'answer-proposed',
  answerReturned: 'in-progress',
  answered: 'answered',
  refused: 'refused',
  transferred: 'assigned',
  redirected: 'redirected',
  rated: 'closed',
  reopened: 'in-progress',
  closed: 'closed',
  withdrawn: 'withdrawn',
  merged: 'merged',
  unmerged: 'assigned',
  dueMoved: 'assigned',
  handedOver: 'handed-over',
};

/** A fact as a specification writes it: its type, when, what of the complaint is other than before, why it was closed. */
export type Told = readonly [type: FactType, at: string, change?: Partial<ComplaintPicture>, reason?: string];

/** Facts with the complaint growing along them: versions count up, the state follows, changes stay. */
export function story(told: readonly Told[], first: ComplaintPicture = ordinary): Fact[] {
  let complaint = { ...first, version: 0 };
  return told.map(([type, at, change = {}, reason]) => {
    complaint = { ...complaint, state: stateAfter[type], ...change, version: complaint.version + 1 };
    return { type, at: new Date(at), complaint, reason };
  });
}

/** The clocks after facts. */
export const after = (facts: readonly Fact[], rules: Rules = currentRules, before: Clocks = {}): Clocks =>
  facts.reduce(
    (clocks, fact) => decide(clocks, fact, rules).reduce((next, change) => evolve(next, change, rules), clocks),
    before,
  );

/** Everybody on the line of a commune in the province 03.451. */
export const fullLine: readonly LineLevel[] = [
  { level: 'unit', organisation: 'commune:03.451.01.09', accountIds: ['coordinator'] },
  { level: 'directeur-services', organisation: 'commune:03.451.01.09', accountIds: ['directeur'] },
  { level: 'president', organisation: 'commune:03.451.01.09', accountIds: ['president'] },
  { level: 'gouverneur', organisation: 'gouverneur:03.451', accountIds: ['gouverneur'] },
  { level: 'wali', organisation: 'wali:03', accountIds: ['wali'] },
  { level: 'dgct', organisation: 'dgct', accountIds: ['dgct'] },
];

export interface Fired {
  readonly at: string;
  readonly outcome: Outcome;
}

/** Lets a clock fire all that is due by an instant, as the ticker does, one step after the other. */
export function runUntil(
  clock: Clock | undefined,
  until: string,
  line: readonly LineLevel[] = fullLine,
  rules: Rules = currentRules,
): { clock: Clock; fired: Fired[] } {
  if (clock === undefined) throw new Error('there is no such clock');
  let now = clock;
  const fired: Fired[] = [];
  for (let step = now.next; step !== undefined && step.at <= new Date(until); step = now.next) {
    const firing = fire(now, step, line, rules);
    if (firing === undefined) break;
    now = firing.clock;
    fired.push({ at: step.at.toISOString(), outcome: firing.outcome });
  }
  return { clock: now, fired };
}

/** A firing in a few words: `2026-07-16T07:30:00.000Z J-15 → coordinator`. */
export const inWords = ({ at, outcome }: Fired): string => {
  const what = outcome.type === 'warned' ? outcome.rule : outcome.type === 'breached' ? 'breach' : outcome.level;
  return `${at} ${what} → ${outcome.accountIds.join(', ')}`;
};

/** What a table of specifications looks at in a clock. */
export const seen = (clocks: Clocks, kind: ClockKind) => {
  const clock = clocks[kind];
  return (
    clock && {
      state: clock.state,
      due: clock.dueAt?.toISOString(),
      next: clock.next && `${clock.next.key} ${clock.next.at.toISOString()}`,
    }
  );
};
