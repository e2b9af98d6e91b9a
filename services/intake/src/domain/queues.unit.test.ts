import type { Grant } from '@jamaa/kit';
import { describe, expect, it } from '@jest/globals';
import { standingOf } from './access.ts';
import type { Complaint } from './complaint.ts';
import { queuesOf, queueTokens } from './queues.ts';
import { states } from './vocabulary.ts';

const sefrou = 'commune:03.451.01.09';
const grant = (role: Grant['role'], organisation = sefrou, unit = '', scope = '03.451.01.09'): Grant => ({
  role,
  organisation,
  unit,
  scope,
});
const base: Complaint = {
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
  receivedAt: new Date('2026-11-02T09:00:00Z'),
  reopenings: 0,
};
/** Kinds of the queues in which somebody finds the case. */
const finds = (complaint: Complaint, grants: readonly Grant[], subject = 'me'): string[] => {
  const tokens = new Set(queueTokens(complaint));
  return queuesOf(subject, grants).flatMap(({ token, kind }) => (tokens.has(token) ? [kind] : []));
};

describe('a case stands in the queue of whose turn it is', () => {
  const member = [grant('unit-member', sefrou, 'technical')];
  it.each<[string, Partial<Complaint>, Grant[], string[]]>([
    ['waits for its unit', {}, member, ['to-take']],
    ['is given to a person of it', { handler: 'me' }, member, ['mine']],
    ['is given to another one', { handler: 'other' }, member, []],
    ['is handled', { state: 'in-progress', handler: 'me' }, member, ['mine']],
    [
      'waits for a complement',
      { state: 'awaiting-complement', handler: 'me' },
      member,
      ['mine', 'awaiting-complement'],
    ],
    [
      'waits for approval',
      { state: 'answer-proposed', handler: 'me' },
      [...member, grant('validator')],
      ['to-validate'],
    ],
    ['waits for a place', { state: 'qualification', unit: '' }, [grant('gestionnaire')], ['to-qualify']],
    ['is answered', { state: 'answered', handler: 'me' }, [...member, grant('validator')], []],
  ])('that %s', (_what, change, grants, expected) => {
    expect(finds({ ...base, ...change }, grants)).toEqual(expected);
  });

  it('while an explanation is owed, of the body asked and of those above, also when it is closed', () => {
    const [askedAt, dueAt] = [base.receivedAt, base.receivedAt];
    const demand = {
      organisation: sefrou,
      by: 'g',
      byOrganisation: 'gouverneur:03.451',
      question: '?',
      askedAt,
      dueAt,
    };
    const owed: Complaint = { ...base, state: 'closed', organisation: 'province:03.451', explanations: [demand] };
    const governor = [grant('supervisor', 'gouverneur:03.451', '', '03.451')];
    expect([finds(owed, [grant('validator')]), finds(owed, governor)]).toEqual([['to-explain'], ['explanations']]);
    const given = { ...owed, explanations: [{ ...demand, answeredAt: dueAt }] };
    expect([finds(given, [grant('validator')]), finds(given, governor)]).toEqual([[], []]);
  });
});

it('nobody finds a case in a queue that they may not see: confidential ones neither', () => {
  const bodies = [
    [sefrou, 'technical'],
    ['igat', 'administration'],
    ['gouverneur:03.451', 'named-officer'],
  ] as const;
  const roles = ['unit-member', 'coordinator', 'validator', 'gestionnaire', 'supervisor', 'auditor'] as const;
  let found = 0;
  for (const [organisation, unit] of bodies)
    for (const state of states)
      for (const confidential of [true, false])
        for (const role of roles)
          for (const [at, of] of bodies)
            for (const held of [of, '']) {
              const complaint: Complaint = { ...base, organisation, unit, state, confidential };
              const grants = [grant(role, at, held, '03')];
              if (finds(complaint, grants).length === 0) continue;
              found += 1;
              expect([organisation, role, at, held, standingOf('me', grants, complaint, false).maySee]).toEqual([
                organisation,
                role,
                at,
                held,
                true,
              ]);
            }
  expect(found).toBeGreaterThan(20);
});
