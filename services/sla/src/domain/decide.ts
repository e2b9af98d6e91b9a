import { localDateOf } from '@jamaa/deadlines';
import { type CaseFacts, type Clock, type ClockKind, caseFactsOf, complaintClocks, isOpen } from './clock.ts';
import type { Clocks } from './evolve.ts';
import { answerIsOwed, type Fact, type FactType } from './fact.ts';
import { restartsOnReopening } from './policies/policies.ts';
import type { Rules } from './policies/rules.ts';
import { policyOf } from './schedule.ts';

/** What a clock is started for. */
export interface Subject extends CaseFacts {
  readonly id: string;
  readonly reference: string;
  readonly version: number;
  readonly imported?: boolean | undefined;
}

/** What a fact, or the ticker, does to one clock. `at` is the business time of it. */
export type Change = { readonly kind: ClockKind; readonly at: Date } & (
  | { readonly type: 'started'; readonly startedAt: Date; readonly complaint: Subject }
  | { readonly type: 'heard'; readonly about: CaseFacts; readonly complaintVersion: number }
  | { readonly type: 'suspended' | 'resumed' | 'reinstated' | 'recalculated' }
  | { readonly type: 'restarted' }
  | { readonly type: 'ended'; readonly outcome: 'met' | 'stopped'; readonly by: string }
);

type Effect = 'suspend' | 'resume' | 'meet' | 'stop' | 'restart' | 'reinstate';

/** Facts that move clocks. All others only tell who has the case: a comment or a change of hands never restarts a delay. */
const effects: Partial<Record<FactType, Effect>> = {
  complementAsked: 'suspend',
  complementReceived: 'resume',
  answered: 'meet',
  refused: 'meet',
  redirected: 'meet',
  withdrawn: 'stop',
  merged: 'stop',
  closed: 'stop',
  // The cell that has it now counts on, from the same receipt.
  handedOver: 'stop',
  reopened: 'restart',
  unmerged: 'reinstate',
};

/** A disposition is the answer to an observation or a suggestion; every other closing comes after the answer, or without one. */
const effectOf = ({ type, reason }: Fact): Effect | undefined =>
  type === 'closed' && reason === 'disposed' ? 'meet' : effects[type];

/** What a fact means for the clocks of its complaint. Pure: the same fact and clocks give the same changes. */
export function decide(clocks: Clocks, fact: Fact, rules: Rules): Change[] {
  return complaintClocks.flatMap((kind) => {
    const clock = clocks[kind];
    if (clock === undefined) return starts(kind, fact) ? [started(kind, fact)] : [];
    const changes = changesOf(clock, fact, rules);
    // Another legal date changes no clock, which counts by itself; but intake's number of the case has grown.
    const news = differs(clock, fact) || fact.type === 'dueMoved';
    return changes.length > 0 || (isOpen(clock) && news) ? [heard(clock, fact), ...changes] : [];
  });
}

function changesOf(clock: Clock, fact: Fact, rules: Rules): Change[] {
  const { kind } = clock;
  const { at, complaint } = fact;
  if (kind === 'acknowledgement' && isOpen(clock) && complaint.acknowledgedAt !== undefined)
    return [{ type: 'ended', kind, at: complaint.acknowledgedAt, outcome: 'met', by: fact.type }];
  switch (effectOf(fact)) {
    case undefined:
      return [];
    case 'suspend':
      return isOpen(clock) && policyOf(clock, rules).pausable ? [{ type: 'suspended', kind, at }] : [];
    case 'resume':
      return isOpen(clock) && awaits(clock) ? [{ type: 'resumed', kind, at }] : [];
    case 'meet':
      return isOpen(clock) ? [{ type: 'ended', kind, at, outcome: 'met', by: fact.type }] : [];
    case 'stop':
      return isOpen(clock) ? [{ type: 'ended', kind, at, outcome: 'stopped', by: fact.type }] : [];
    case 'restart':
      return restartsOnReopening(rules.policies, kind, localDateOf(at, rules.calendar))
        ? [{ type: 'restarted', kind, at }]
        : [];
    case 'reinstate':
      return reinstated(clock, fact);
  }
}

/** A separated case runs on as if it had never been joined: the time in between counts, as a legal delay knows no pause. */
function reinstated(clock: Clock, fact: Fact): Change[] {
  const { kind } = clock;
  const { at, complaint } = fact;
  if (clock.endedBy !== 'merged') return [];
  const back: Change[] = [{ type: 'reinstated', kind, at }];
  return awaits(clock) && complaint.state !== 'awaiting-complement' ? [...back, { type: 'resumed', kind, at }] : back;
}

function starts(kind: ClockKind, { type, complaint }: Fact): boolean {
  if (!answerIsOwed(complaint.state)) return false;
  // A case first heard of when it is reopened has had its legal delay and its acknowledgement.
  if (kind !== 'internal' && (type === 'reopened' || complaint.reopenings > 0)) return false;
  if (kind === 'legal') return complaint.kind === 'reclamation';
  return kind === 'internal' || complaint.acknowledgedAt === undefined;
}

const started = (kind: ClockKind, { type, at, complaint }: Fact): Change => ({
  type: 'started',
  kind,
  at,
  startedAt: type === 'reopened' ? at : complaint.receivedAt,
  complaint,
});

const heard = ({ kind }: Clock, { at, complaint }: Fact): Change => ({
  type: 'heard',
  kind,
  at,
  about: caseFactsOf(complaint),
  complaintVersion: complaint.version,
});

function differs(clock: Clock, { complaint }: Fact): boolean {
  const facts = caseFactsOf(complaint);
  return JSON.stringify(facts) !== JSON.stringify(caseFactsOf(clock.about));
}

const awaits = (clock: Clock): boolean => clock.pauses.some((pause) => pause.to === undefined);
