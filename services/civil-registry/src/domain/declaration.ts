import { AppError, invalidField } from '@jamaa/kit';
import type { Content } from './content-check.ts';
import type { ActKind } from './identity.ts';

export const declarationStates = [
  'pre-declared',
  'declared',
  'in-review',
  'returned',
  'registered',
  'rejected',
  'withdrawn',
] as const;
export type DeclarationState = (typeof declarationStates)[number];
export const isDeclarationState = (text: string): text is DeclarationState =>
  (declarationStates as readonly string[]).includes(text);

/** States in which somebody has still to do something. */
export const openDeclarationStates: readonly DeclarationState[] = ['pre-declared', 'declared', 'in-review', 'returned'];

/** What somebody is to a declaration. */
export type Actor = 'registrar' | 'civil-officer' | 'establishment';

interface Rule {
  readonly by: readonly Actor[];
  readonly from: readonly DeclarationState[];
  readonly to: DeclarationState | 'same';
  readonly event: DeclarationEventType;
}

export type DeclarationEventType =
  | 'pre-declared'
  | 'declared'
  | 'reviewed'
  | 'returned'
  | 'rejected'
  | 'withdrawn'
  | 'distinguished'
  | 'registered';

/** The one table of a declaration's commands: who may give them, from which states, and where they lead. */
export const declarationTable = {
  complete: {
    by: ['registrar', 'civil-officer'],
    from: ['pre-declared', 'declared', 'returned'],
    to: 'declared',
    event: 'declared',
  },
  review: { by: ['registrar', 'civil-officer'], from: ['declared'], to: 'in-review', event: 'reviewed' },
  return: { by: ['civil-officer'], from: ['in-review'], to: 'returned', event: 'returned' },
  reject: { by: ['civil-officer'], from: ['declared', 'in-review', 'returned'], to: 'rejected', event: 'rejected' },
  register: { by: ['civil-officer'], from: ['in-review'], to: 'registered', event: 'registered' },
  withdraw: {
    by: ['registrar', 'establishment'],
    from: ['pre-declared', 'declared', 'in-review', 'returned'],
    to: 'withdrawn',
    event: 'withdrawn',
  },
  distinguish: {
    by: ['registrar', 'civil-officer'],
    from: ['declared', 'in-review', 'returned'],
    to: 'same',
    event: 'distinguished',
  },
} as const satisfies Record<string, Rule>;

export type DeclarationCommand = keyof typeof declarationTable;
export const isDeclarationCommand = (text: string): text is DeclarationCommand => Object.hasOwn(declarationTable, text);

export const rejectionCodes = ['not-entitled', 'late-without-judgment', 'wrong-bureau', 'duplicate', 'not-proven'];

export interface Distinction {
  readonly otherId: string;
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
}

export interface Declaration {
  readonly id: string;
  readonly kind: ActKind;
  readonly bureauId: string;
  readonly state: DeclarationState;
  readonly content: Content;
  readonly precedenceReason: string;
  readonly twinOf: string;
  readonly establishment: string;
  readonly remark: string;
  readonly reasonCode: string;
  readonly legalBasis: string;
  readonly distinctions: readonly Distinction[];
  readonly actId: string;
  readonly late: boolean;
}

export interface DeclarationArguments {
  readonly text?: string | undefined;
  readonly reasonCode?: string | undefined;
  readonly legalBasis?: string | undefined;
  readonly otherId?: string | undefined;
  /** complete: what the declarant says. */
  readonly content?: Content | undefined;
  readonly precedenceReason?: string | undefined;
  readonly late?: boolean | undefined;
  readonly actId?: string | undefined;
}

export interface DeclarationEvent {
  readonly type: DeclarationEventType;
  readonly at: Date;
  readonly by: string;
  readonly args: DeclarationArguments;
}

/** Which commands an actor may give in a state. */
export const allowedCommands = (state: DeclarationState, actors: ReadonlySet<Actor>): DeclarationCommand[] =>
  Object.entries(declarationTable)
    .filter(([command, rule]) => permits(command as DeclarationCommand, rule, state, actors))
    .map(([command]) => command as DeclarationCommand);

/** An establishment takes back only what nobody has declared yet. */
const permits = (
  command: DeclarationCommand,
  rule: Rule,
  state: DeclarationState,
  actors: ReadonlySet<Actor>,
): boolean =>
  rule.from.includes(state) &&
  rule.by.some(
    (one) => actors.has(one) && !(command === 'withdraw' && one === 'establishment' && state !== 'pre-declared'),
  );

/**
 * What a command does to a declaration. @throws AppError `forbidden` for who may not, `command-not-allowed` where the state does not
 * allow it, `validation-failed` for an argument that is missing
 */
export function decideDeclaration(
  declaration: Declaration,
  command: DeclarationCommand,
  args: DeclarationArguments,
  who: { readonly actors: ReadonlySet<Actor>; readonly by: string; readonly at: Date },
): DeclarationEvent {
  const rule: Rule = declarationTable[command];
  const { state } = declaration;
  if (!rule.by.some((one) => who.actors.has(one)))
    throw new AppError('forbidden', `${command}: by ${rule.by.join(', ')} of the bureau only`);
  if (!rule.from.includes(state))
    throw new AppError('command-not-allowed', `${command} is not possible: the declaration is ${state}`);
  if (!permits(command, rule, state, who.actors))
    throw new AppError('forbidden', 'an establishment takes back only what nobody has declared yet');
  if (['return', 'reject', 'withdraw', 'distinguish'].includes(command)) said('text', args.text, 'say why');
  if (command === 'reject') {
    if (!rejectionCodes.includes(args.reasonCode ?? ''))
      throw invalidField('reasonCode', 'unknown', `one of ${rejectionCodes.join(', ')}`);
    said('legalBasis', args.legalBasis, 'the article on which it rests is missing');
  }
  if (command === 'distinguish') said('otherId', args.otherId, 'which other declaration or act is missing');
  return { type: rule.event, at: who.at, by: who.by, args };
}

const said = (path: string, text: string | undefined, message: string): void => {
  if (!/\S/.test(text ?? '')) throw invalidField(path, 'required', message);
};

/** The declaration after an event. */
export function evolveDeclaration(before: Declaration, { type, at, by, args }: DeclarationEvent): Declaration {
  switch (type) {
    case 'pre-declared':
      return before;
    case 'declared':
      return {
        ...before,
        state: 'declared',
        content: args.content ?? before.content,
        precedenceReason: args.precedenceReason ?? '',
        late: args.late ?? false,
        remark: '',
      };
    case 'reviewed':
      return { ...before, state: 'in-review' };
    case 'returned':
      return { ...before, state: 'returned', remark: args.text ?? '' };
    case 'rejected':
      return {
        ...before,
        state: 'rejected',
        remark: args.text ?? '',
        reasonCode: args.reasonCode ?? '',
        legalBasis: args.legalBasis ?? '',
      };
    case 'withdrawn':
      return { ...before, state: 'withdrawn', remark: args.text ?? '' };
    case 'distinguished': {
      const distinction = { otherId: args.otherId ?? '', reason: args.text ?? '', by, at };
      return { ...before, distinctions: [...before.distinctions, distinction] };
    }
    case 'registered':
      return { ...before, state: 'registered', actId: args.actId ?? '' };
  }
}
