import { type Case, type IntakeSide, isAnswer, missedHere, type SlaSide, standingOf } from './case.ts';
import { type Counted, countsOf, type Figure, type Figures, figureNames } from './counts.ts';
import { shelfId } from './place.ts';

interface Told {
  readonly cell: string;
  readonly id: string;
  /** Of the aggregate in the journal of its publisher. */
  readonly version: number;
}

/** A complaint after one of intake's events. */
export interface ToldByIntake extends Told {
  readonly source: 'intake';
  /** Local day on which it happened, in days since 1970. */
  readonly on: number;
  readonly state: string;
  readonly disposition: string;
  readonly training: boolean;
  readonly receivedOn: number;
  readonly about: Omit<IntakeSide, 'version' | 'standing' | 'answeredAfter' | 'endedAfter'>;
}

/** What sla tells of a legal clock. */
export interface ToldBySla extends Told {
  readonly source: 'sla';
  readonly what:
    | { readonly type: 'warned' }
    | { readonly type: 'breached'; readonly at: Date }
    /** The due date is another one; `ahead`: it lies ahead again. */
    | { readonly type: 'rescheduled'; readonly ahead: boolean };
}

export type CaseEvent = ToldByIntake | ToldBySla;

/** What is told to metrics once: they only ever grow, though figures follow a case that moves. */
export type Flow =
  | { readonly shelf: string; readonly flow: 'received'; readonly channel: string }
  | { readonly shelf: string; readonly flow: 'breached' };

export interface Effect {
  /** The case after the event; `undefined`: nothing is kept of it. */
  readonly row: Case | undefined;
  /** To be added to the figures of each place. */
  readonly deltas: readonly Counted[];
  readonly flows: readonly Flow[];
}

/**
 * The case after an event, and what that changes in the figures. Pure. What was applied before changes nothing; events of the two
 * publishers may come in any order, each one's own in theirs.
 * @throws RangeError for a state that this build does not know
 */
export function figures(before: Case | undefined, event: CaseEvent): Effect {
  const known = before ?? { cell: event.cell, id: event.id };
  const seen = known[event.source]?.version ?? 0;
  // Training counts nowhere: not even a row is kept.
  if (event.version <= seen || (event.source === 'intake' && event.training))
    return { row: before, deltas: [], flows: [] };
  const after: Case =
    event.source === 'intake'
      ? { ...known, intake: afterIntake(known.intake, event) }
      : { ...known, sla: afterSla(known.sla, event) };
  const flows = flowsOf(after);
  const received = flows.find((one) => one.flow === 'received');
  const breached = flows.find((one) => one.flow === 'breached');
  const told =
    flows.length === 0
      ? after.told
      : {
          ...after.told,
          ...(received && { received: received.shelf, channel: received.channel }),
          ...(breached && { breached: breached.shelf }),
        };
  const row = told === undefined ? after : { ...after, told };
  return { row, deltas: difference(countsOf(known), countsOf(row)), flows };
}

/**
 * A case as these events make it, each publisher's in their order, and what that changes in the figures. What was told to metrics
 * stays told: of a case of which there are no events no more than that is left. Pure.
 * @throws as {@link figures}
 */
export function anew(before: Case, events: readonly CaseEvent[]): Effect {
  const { cell, id, told } = before;
  let row: Case | undefined = told === undefined ? undefined : { cell, id, told };
  const flows: Flow[] = [];
  for (const event of events) {
    const effect = figures(row, event);
    row = effect.row;
    flows.push(...effect.flows);
  }
  return { row, deltas: difference(countsOf(before), row === undefined ? undefined : countsOf(row)), flows };
}

function afterIntake(before: IntakeSide | undefined, event: ToldByIntake): IntakeSide {
  const standing = standingOf(event.state);
  const after = Math.max(0, event.on - event.receivedOn);
  const answered = isAnswer(event.state, event.disposition);
  const ended = standing === 'ended';
  return {
    ...event.about,
    version: event.version,
    standing,
    answeredAfter: before?.answeredAfter ?? (answered ? after : undefined),
    // An answered case that is closed later ended with its answer.
    endedAfter: ended ? (before?.endedAfter ?? after) : undefined,
  };
}

function afterSla(before: SlaSide | undefined, { version, what }: ToldBySla): SlaSide {
  const { warned = false, breachedAt } = before ?? {};
  switch (what.type) {
    case 'warned':
      return { version, warned: true, breachedAt };
    case 'breached':
      return { version, warned, breachedAt: what.at };
    case 'rescheduled':
      // Sla takes a breach back that a later date undoes.
      return { version, warned, breachedAt: what.ahead ? undefined : breachedAt };
  }
}

function flowsOf(one: Case): Flow[] {
  const place = countsOf(one)?.place;
  if (place === undefined) return [];
  const shelf = shelfId(place);
  const flows: Flow[] = [];
  if (one.told?.received === undefined) {
    // What a register had before has come in by its import, whatever way it came then.
    const channel = one.intake?.importedAt !== undefined && place.channel !== '' ? 'import' : place.channel;
    flows.push({ shelf, flow: 'received', channel });
  }
  if (one.told?.breached === undefined && missedHere(one)) flows.push({ shelf, flow: 'breached' });
  return flows;
}

/** What must be added for figures to count `after` where they counted `before`. */
function difference(before: Counted | undefined, after: Counted | undefined): Counted[] {
  if (before === undefined) return after === undefined ? [] : [after];
  if (after === undefined) return [{ place: before.place, figures: minus({}, before.figures) }];
  const same = Object.entries(before.place).every(([name, value]) => Reflect.get(after.place, name) === value);
  if (!same) return [{ place: before.place, figures: minus({}, before.figures) }, after];
  const changed = minus(after.figures, before.figures);
  return Object.keys(changed).length === 0 ? [] : [{ place: after.place, figures: changed }];
}

function minus(one: Figures, other: Figures): Figures {
  const changed = figureNames.map((name): [Figure, number] => [name, (one[name] ?? 0) - (other[name] ?? 0)]);
  return Object.fromEntries(changed.filter(([, by]) => by !== 0));
}
