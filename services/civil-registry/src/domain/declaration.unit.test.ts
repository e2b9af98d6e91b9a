import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { birth } from '../../test/support/people.ts';
import {
  type Actor,
  allowedCommands,
  type Declaration,
  type DeclarationCommand,
  type DeclarationState,
  decideDeclaration,
  declarationStates,
  declarationTable,
  evolveDeclaration,
} from './declaration.ts';

const at = new Date('2026-03-20T10:00:00Z');
const given = (state: DeclarationState): Declaration => ({
  ...{ id: 'd', kind: 'birth', bureauId: 'b', state, precedenceReason: '', twinOf: '', establishment: '' },
  ...{ remark: '', reasonCode: '', legalBasis: '', distinctions: [], actId: '', late: false },
  content: { $case: 'birth', value: birth('2026-03-07') },
});
const whole = { text: 'لأن', reasonCode: 'not-proven', legalBasis: 'المادة 20', otherId: 'other' };
const when = (state: DeclarationState, command: DeclarationCommand, actor: Actor, args: object = whole) => {
  try {
    const event = decideDeclaration(given(state), command, args, { actors: new Set([actor]), by: 'account:a', at });
    return evolveDeclaration(given(state), event).state;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

/** Written from the table of the law, not from the code: state → who gives which command → where it leads. */
const table: readonly [DeclarationState, DeclarationCommand, Actor, DeclarationState][] = [
  ['pre-declared', 'complete', 'registrar', 'declared'],
  ['returned', 'complete', 'registrar', 'declared'],
  ['declared', 'complete', 'civil-officer', 'declared'],
  ['declared', 'review', 'registrar', 'in-review'],
  ['in-review', 'return', 'civil-officer', 'returned'],
  ['in-review', 'register', 'civil-officer', 'registered'],
  ['in-review', 'reject', 'civil-officer', 'rejected'],
  ['declared', 'reject', 'civil-officer', 'rejected'],
  ['pre-declared', 'withdraw', 'establishment', 'withdrawn'],
  ['returned', 'withdraw', 'registrar', 'withdrawn'],
  ['in-review', 'distinguish', 'registrar', 'in-review'],
];

describe('a declaration', () => {
  it.each(table)('%s, when %s by %s, then %s', (state, command, actor, after) =>
    expect(when(state, command, actor)).toBe(after),
  );
  it.each<[DeclarationState, DeclarationCommand, Actor, string]>([
    ['in-review', 'register', 'registrar', 'forbidden'],
    ['in-review', 'return', 'registrar', 'forbidden'],
    ['in-review', 'register', 'establishment', 'forbidden'],
    ['declared', 'withdraw', 'establishment', 'forbidden'],
    ['pre-declared', 'register', 'civil-officer', 'command-not-allowed'],
    ['declared', 'register', 'civil-officer', 'command-not-allowed'],
    ['registered', 'register', 'civil-officer', 'command-not-allowed'],
    ['registered', 'withdraw', 'registrar', 'command-not-allowed'],
    ['rejected', 'complete', 'registrar', 'command-not-allowed'],
  ])('%s, when %s by %s, then %s', (state, command, actor, code) => expect(when(state, command, actor)).toBe(code));
  it.each<[DeclarationCommand, object]>([
    ['return', { text: ' ' }],
    ['reject', { ...whole, reasonCode: 'because' }],
    ['reject', { ...whole, legalBasis: '' }],
    ['distinguish', { ...whole, otherId: '' }],
  ])('is not changed by %s with %j', (command, args) =>
    expect(when('in-review', command, command === 'distinguish' ? 'registrar' : 'civil-officer', args)).toBe(
      'validation-failed',
    ),
  );
  it('keeps who decided that two are not the same person, and why', () => {
    const who = { actors: new Set<Actor>(['registrar']), by: 'account:amina', at };
    const event = decideDeclaration(given('declared'), 'distinguish', whole, who);
    expect(evolveDeclaration(given('declared'), event).distinctions).toEqual([
      { otherId: 'other', reason: 'لأن', by: 'account:amina', at },
    ]);
  });
  it('never leaves an end, and allows exactly what it decides', () => {
    const actors = fc.subarray<Actor>(['registrar', 'civil-officer', 'establishment']);
    const commands = Object.keys(declarationTable) as DeclarationCommand[];
    fc.assert(
      fc.property(
        fc.constantFrom(...declarationStates),
        actors,
        fc.constantFrom(...commands),
        (state, some, command) => {
          const who = { actors: new Set(some), by: 'x', at };
          const allowed = allowedCommands(state, who.actors).includes(command);
          if (['registered', 'rejected', 'withdrawn'].includes(state)) expect(allowed).toBe(false);
          const run = () => decideDeclaration(given(state), command, whole, who);
          if (allowed) expect(run().type).toBe(declarationTable[command].event);
          else expect(run).toThrow();
        },
      ),
    );
  });
});
