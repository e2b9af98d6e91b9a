import { clockNames, ExpectedClock, type Saying } from './clock.ts';
import { type Day, type Instant, instantOf, opening } from './days.ts';
import { COMPLEMENT_MS } from './law.ts';

/** What happened to a case, as its file tells it. */
export type Happening =
  | { readonly at: Instant; readonly what: 'acknowledged' | 'asked' | 'given' | 'reopened' | 'separated' }
  /** Answered, refused or redirected: the person has an answer. */
  | { readonly at: Instant; readonly what: 'answered' }
  /** Withdrawn or merged: nothing is owed in this file any more. */
  | { readonly at: Instant; readonly what: 'withdrawn' | 'merged' }
  | { readonly at: Instant; readonly what: 'category'; readonly category: string };

export interface File {
  readonly kind: 'reclamation' | 'observation' | 'suggestion';
  readonly category: string;
  /** Date of receipt, which a desk may have written on paper days before it registers the deposit. */
  readonly received: Instant;
  readonly registered: Instant;
  readonly acknowledged: boolean;
  readonly happenings: readonly Happening[];
}

export interface Expected {
  readonly sayings: readonly Saying[];
  /** Due instants at the end of the story, of clocks that run. */
  readonly due: Readonly<Record<string, Instant>>;
}

/** Everything the deadlines of a case say from its registration to a day, and where they stand then. */
export function expected(file: File, until: Day): Expected {
  const clocks = clockNames
    .filter((name) => starts(name, file))
    .map((name) => new ExpectedClock(name, file.category, file.received));
  const sayings: Saying[] = [];
  const waiting = [...file.happenings];
  let abandonedAt: Instant | undefined;
  const look = (now: Instant, morning: boolean): void => {
    for (const clock of clocks) sayings.push(...clock.look(now, morning));
  };
  const happen = (one: Happening): void => {
    if (one.what === 'asked') abandonedAt = one.at + COMPLEMENT_MS;
    if (one.what === 'given') abandonedAt = undefined;
    for (const clock of clocks) apply(clock, one);
    look(one.at, false);
  };
  const instants: [Instant, boolean][] = [];
  for (let day = Math.floor(file.registered / 86_400_000); day < until; day += 1) {
    instants.push([instantOf(day, '00:00'), false], [opening(day), true]);
  }
  look(file.registered, false);
  for (const [instant, morning] of instants) {
    if (instant <= file.registered) continue;
    for (let next = waiting[0]; next !== undefined && next.at < instant; next = waiting[0]) {
      waiting.shift();
      happen(next);
    }
    if (abandonedAt !== undefined && abandonedAt < instant) {
      // Not given by its date: the case closes by itself, and nothing runs on.
      for (const clock of clocks) clock.ended ??= 'stopped';
      abandonedAt = undefined;
    }
    look(instant, morning);
  }
  const end = opening(until - 1);
  const running = clocks.filter((clock) => clock.ended === undefined);
  const due = running.flatMap((clock): [string, Instant][] => {
    const at = clock.due(end);
    return at === undefined ? [] : [[clock.name, at]];
  });
  return { sayings, due: Object.fromEntries(due) };
}

/** The legal delay is the réclamation's; a paper or oral deposit owes an acknowledgement; every case has a target. */
function starts(name: string, { kind, acknowledged }: File): boolean {
  if (name === 'legal') return kind === 'reclamation';
  return name === 'internal' || !acknowledged;
}

function apply(clock: ExpectedClock, one: Happening): void {
  switch (one.what) {
    case 'acknowledged':
      if (clock.name === 'acknowledgement') clock.ended ??= 'met';
      return;
    case 'asked':
      if (clock.ended === undefined) clock.pause(one.at);
      return;
    case 'given':
      clock.resume(one.at);
      return;
    case 'answered':
      clock.ended ??= 'met';
      return;
    case 'withdrawn':
    case 'merged':
      clock.ended ??= 'stopped';
      return;
    case 'separated':
      // The time in between counts: a legal delay knows no pause.
      if (clock.ended === 'stopped') clock.ended = undefined;
      return;
    case 'reopened':
      if (clock.name === 'internal') clock.startAgain(one.at);
      return;
    case 'category':
      clock.category = one.category;
  }
}
