import { isAppError } from '@jamaa/kit';
import { describe, expect, it } from '@jest/globals';
import { categories } from './categories.ts';
import type { Circumstances, CommandArguments, Complaint } from './complaint.ts';
import { decide } from './decide.ts';
import { evolve } from './evolve.ts';
import { policyAt } from './policy.ts';
import type { CommandName } from './table.ts';
import { trainingVerdict } from './training.ts';
import type { Actor } from './vocabulary.ts';

const now = new Date('2026-11-02T09:00:00Z');
const sefrou = 'commune:03.451.01.09';
const real: Complaint = {
  id: '019a4000-0000-7000-8000-000000000001',
  reference: '03-26-7K3Q9M-C',
  state: 'assigned',
  kind: 'reclamation',
  category: 'ECL',
  communeCode: '03.451.01.09',
  organisation: sefrou,
  unit: 'technical',
  handler: '',
  channel: 'web',
  language: 'ar',
  confidential: false,
  urgent: false,
  addressee: '',
  reachable: true,
  receivedAt: now,
  reopenings: 0,
};
const exercise: Complaint = { ...real, organisation: 'formation', addressee: 'formation', training: true };
const world: Circumstances = {
  now,
  actor: 'agent-1',
  validationRequired: true,
  target: { onPlatform: true, units: ['technical', 'hygiene'], takesComplaints: true },
  body: { onPlatform: false },
  policy: policyAt(now),
};

const run = (one: Complaint, by: Actor, command: CommandName, args: CommandArguments, more = {}) =>
  decide(one, command, args, new Set([by]), { ...world, ...more });
const problem = (act: () => unknown): string[] => {
  try {
    act();
    return ['done'];
  } catch (error) {
    if (!isAppError(error)) throw error;
    return [error.code, ...(error.fields ?? []).map(({ path, code }) => `${path}: ${code}`)];
  }
};

describe('a training case', () => {
  const supervision = { as: 'wali:03', bodies: [sefrou, 'srm:03'], reachesTarget: true, explains: [], accounts: [] };
  it.each<[Actor, CommandName, CommandArguments, object]>([
    ['gestionnaire', 'transfer', { organisation: sefrou }, {}],
    ['gestionnaire', 'transfer', { organisation: 'formation:fes' }, {}],
    ['gestionnaire', 'assign', { organisation: sefrou, unit: 'technical' }, {}],
    ['supervisor', 'designate', { organisation: sefrou }, { supervision }],
  ])('does not leave its body: by %s, %s', (by, command, args, more) => {
    expect(problem(() => run(exercise, by, command, args, more))).toEqual([
      'validation-failed',
      'organisation: training',
    ]);
  });

  it('is not redirected', () => {
    const args = { body: 'etat:dgsn', text: 'x' };
    expect(problem(() => run(exercise, 'gestionnaire', 'redirect', args))).toEqual(['command-not-allowed']);
    expect(problem(() => run(real, 'gestionnaire', 'redirect', args))).toEqual(['done']);
  });

  it('moves between units of its body', () => {
    const args = { organisation: 'formation', unit: 'hygiene' };
    expect(run(exercise, 'coordinator', 'assign', args)).toMatchObject([{ type: 'assigned', unit: 'hygiene' }]);
  });

  it('whose category is corrected is placed anew by its body, which routing never hears of', () => {
    const [event, ...more] = run(exercise, 'coordinator', 'assign', { category: 'TAX' });
    expect([event, more]).toMatchObject([{ type: 'assigned', organisation: 'formation', unit: 'finance' }, []]);
    expect(problem(() => run(exercise, 'coordinator', 'assign', { category: 'COR' }))).toEqual([
      'validation-failed',
      'category: training',
    ]);
  });

  it('is merged with another one, and with no real one either way', () => {
    const merge = (one: Complaint, into: Complaint) =>
      problem(() => run(one, 'gestionnaire', 'merge', { into: 'x' }, { into: { ...into, id: 'other' } }));
    expect([merge(exercise, exercise), merge(real, real)]).toEqual([['done'], ['done']]);
    const apart = ['validation-failed', 'into: training'];
    expect([merge(exercise, real), merge(real, exercise)]).toEqual([apart, apart]);
  });

  it('is withdrawn by the trainer', () => {
    expect(run(exercise, 'trainer', 'withdraw', {})).toMatchObject([{ type: 'withdrawn' }]);
  });
});

describe('a real case', () => {
  it.each<[CommandName]>([['transfer'], ['assign']])('does not get into a training body: %s', (command) => {
    expect(problem(() => run(real, 'gestionnaire', command, { organisation: 'formation' }))).toEqual([
      'validation-failed',
      'organisation: training',
    ]);
  });

  it('that a rule would give to one goes to qualification', () => {
    const received: Complaint = { ...real, state: 'received', organisation: '', unit: '' };
    const events = run(received, 'routing', 'route', {}, { verdict: trainingVerdict('formation', 'ECL') });
    const [after] = events.map((event) => evolve(received, event, now));
    expect(after).toMatchObject({ state: 'qualification', organisation: '' });
  });
});

it('every category that may be practised has a place in the training body', () => {
  const units = ['technical', 'hygiene', 'civil-status', 'urbanism-economy', 'finance', 'administration'];
  for (const { code } of categories) {
    const { outcome, unit } = trainingVerdict('formation', code);
    expect([code, outcome === 'qualification' ? unit === '' : units.includes(unit)]).toEqual([code, true]);
  }
});
