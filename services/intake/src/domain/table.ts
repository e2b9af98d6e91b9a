import { duringHandOver } from './hand-over.ts';
import { endedStates } from './retention.ts';
import { type Actor, bodyActors, decidedStates, type Kind, openStates, type State, states } from './vocabulary.ts';

/** One row of the table of states and commands: who may give it, in which states. Where it leads is the decider's. */
export interface CommandRule {
  readonly by: readonly Actor[];
  readonly from: readonly State[];
  /** Arguments it needs and may take; any other one is refused. */
  readonly required: readonly Argument[];
  readonly optional: readonly Argument[];
  /** Kinds of deposit it is for; absent: all. */
  readonly kinds?: readonly Kind[];
}

export type Argument =
  | 'text'
  | 'organisation'
  | 'unit'
  | 'person'
  | 'category'
  | 'commune'
  | 'reasonCode'
  | 'legalBasis'
  | 'missingFields'
  | 'score'
  | 'into'
  | 'days'
  | 'until'
  | 'paperNumber'
  | 'body'
  | 'address'
  | 'attachments'
  | 'retained';

const rule = (
  by: readonly Actor[],
  from: readonly State[],
  required: readonly Argument[] = [],
  optional: readonly Argument[] = [],
): CommandRule => ({ by, from, required, optional });

const coordinators: readonly Actor[] = ['gestionnaire', 'coordinator'];
/** While somebody still decides where the case belongs. */
const undecided: readonly State[] = ['received', 'qualification', 'assigned', 'in-progress'];

/**
 * The table that drives the decider, its tests, the API's errors and `allowedCommands`. Source: the life of a complaint under
 * Decree 2-17-265; validation by the président, a délégué or the directeur des services.
 */
export const commandTable = {
  acknowledge: rule(['desk-clerk'], openStates, [], ['paperNumber']),
  route: rule(['routing'], ['received']),
  qualify: rule(
    coordinators,
    ['received', 'qualification'],
    [],
    ['organisation', 'unit', 'person', 'category', 'commune', 'text'],
  ),
  assign: rule(
    coordinators,
    ['assigned', 'in-progress'],
    [],
    ['organisation', 'unit', 'person', 'category', 'commune', 'text'],
  ),
  take: rule(['unit-member'], ['assigned']),
  release: rule(['handler', 'coordinator', 'gestionnaire'], ['in-progress'], [], ['text']),
  'ask-complement': rule(['handler'], ['in-progress'], ['text'], ['days', 'until']),
  complement: rule(['complainant', 'desk-clerk'], ['awaiting-complement'], ['text'], ['attachments']),
  attach: rule(['complainant', 'handler', 'desk-clerk'], openStates, ['attachments']),
  'propose-answer': rule(['handler'], ['in-progress'], ['text']),
  // Decree 2-17-265: an observation or suggestion is retained or not, with the reason; it has no legal clock and no refusal codes.
  dispose: {
    ...rule(['handler', 'coordinator'], ['assigned', 'in-progress'], ['retained', 'text']),
    kinds: ['observation', 'suggestion'],
  },
  'return-answer': rule(['validator'], ['answer-proposed'], ['text']),
  approve: rule(['validator'], ['answer-proposed']),
  refuse: {
    ...rule(['handler'], ['in-progress'], ['reasonCode', 'legalBasis', 'text'], ['missingFields']),
    kinds: ['reclamation'],
  },
  transfer: rule(['gestionnaire'], undecided, ['organisation'], ['unit', 'text']),
  redirect: rule(['gestionnaire'], undecided, ['body', 'text'], ['address']),
  // The body is of another région, whose cell takes the case under a reference of its own.
  'hand-over': rule(['gestionnaire'], undecided, [], ['commune', 'organisation', 'text']),
  'cancel-hand-over': rule(['gestionnaire'], undecided, [], ['text']),
  // A co-reporter rates the answer that the lead of their case was given.
  rate: rule(['complainant'], ['answered', 'closed', 'merged'], ['score'], ['text']),
  reopen: rule(['complainant'], ['answered', 'closed'], ['text']),
  close: rule(['time'], ['answered', 'awaiting-complement']),
  withdraw: rule(['complainant', 'trainer'], openStates, [], ['text']),
  merge: rule(['gestionnaire'], openStates, ['into'], ['text']),
  unmerge: rule(['gestionnaire'], ['merged'], [], ['text']),
  anonymise: rule(['administrator', 'time'], endedStates),
  note: rule(bodyActors, states, ['text']),
  remind: rule(['supervisor'], openStates, [], ['text']),
  'demand-explanation': rule(['supervisor'], [...openStates, ...decidedStates], ['text'], ['days']),
  explain: rule(['explainer'], states, ['text']),
  'explanation-overdue': rule(['time'], states),
  'inspection-note': rule(['supervisor', 'auditor'], states, ['text']),
  designate: rule(['supervisor'], undecided, ['organisation'], ['unit', 'text']),
} as const satisfies Record<string, CommandRule>;

export type CommandName = keyof typeof commandTable;

export const commandNames = Object.keys(commandTable) as CommandName[];

/** Commands that people give over the API; the others come from routing and from time, or have a door of their own. */
export const publicCommands = commandNames.filter(
  (name) => !['route', 'close', 'explanation-overdue', 'anonymise'].includes(name),
);

export const isCommandName = (text: string): text is CommandName => Object.hasOwn(commandTable, text);

/** Commands that one of these actors may give to a case of this kind in this state. `pending`: another cell is asked to take it. */
export const commandsFor = (state: State, actors: ReadonlySet<Actor>, kind: Kind, pending = false): CommandName[] =>
  publicCommands.filter((name) => {
    if (pending ? !duringHandOver.includes(name) : name === 'cancel-hand-over') return false;
    const { by, from, kinds = [kind] }: CommandRule = commandTable[name];
    return kinds.includes(kind) && from.includes(state) && by.some((actor) => actors.has(actor));
  });
