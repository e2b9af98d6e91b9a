import type { Grant } from '@jamaa/kit';
import { describe, expect, it } from '@jest/globals';
import { type CaseRef, listableTokens, standingOf, visibilityTokens } from './access.ts';

const grant = (role: Grant['role'], organisation: string, unit: string, scope: string): Grant => ({
  role,
  organisation,
  unit,
  scope,
});
const sefrou = 'commune:03.451.01.09';
const here: CaseRef = {
  organisation: sefrou,
  unit: 'technical',
  handler: 'me',
  communeCode: '03.451.01.09',
  confidential: false,
};
const secret: CaseRef = { ...here, organisation: 'igat', unit: 'administration', confidential: true };
const actorsOf = (grants: Grant[], complaint = here, subject = 'me') =>
  [...standingOf(subject, grants, complaint, false).actors].sort();
const sees = (grants: Grant[], complaint = here) => standingOf('me', grants, complaint, false).maySee;

describe('who is what', () => {
  it.each<[string, Grant[], string[]]>([
    [
      'unit member who took it',
      [grant('unit-member', sefrou, 'technical', '03.451.01.09')],
      ['handler', 'unit-member'],
    ],
    ['unit member of another unit', [grant('unit-member', sefrou, 'hygiene', '03.451.01.09')], []],
    ['unit member of another commune', [grant('unit-member', 'commune:03.451.01.11', 'technical', '03.451.01.11')], []],
    ['validator of the commune', [grant('validator', sefrou, '', '03.451.01.09')], ['validator']],
    ['validator of another commune', [grant('validator', 'commune:03.451.01.11', '', '03.451.01.11')], []],
    ["the province's gestionnaire", [grant('gestionnaire', 'province:03.451', '', '03.451')], ['gestionnaire']],
    ["another province's gestionnaire", [grant('gestionnaire', 'province:03.231', '', '03.231')], []],
    ['supervisor', [grant('supervisor', 'gouverneur:03.451', '', '03.451')], ['supervisor']],
    ['auditor', [grant('auditor', 'igat', '', '00')], ['auditor']],
    ['supervisor of another province', [grant('supervisor', 'gouverneur:03.231', '', '03.231')], []],
    ['élu', [grant('elu', sefrou, '', '03.451.01.09')], []],
  ])('%s', (_who, grants, expected) => {
    expect(actorsOf(grants)).toEqual(expected);
  });

  it('a unit member who has not taken it does not handle it', () => {
    const grants = [grant('unit-member', sefrou, 'technical', '03.451.01.09')];
    expect(standingOf('somebody-else', grants, here, false)).toMatchObject({ handles: false, maySee: true });
  });
});

describe('confidential cases', () => {
  it.each<[string, Grant[]]>([
    ['the whole country’s administrator', [grant('administrator', 'dgct', '', '00')]],
    ['the wali’s supervisor', [grant('supervisor', 'wali:03', '', '03')]],
    ['the commune’s validator', [grant('validator', sefrou, '', '03.451.01.09')]],
    ['the commune’s clerk', [grant('desk-clerk', sefrou, '', '03.451.01.09')]],
  ])('are not seen by %s', (_who, grants) => {
    expect(sees(grants, secret)).toBe(false);
    expect(visibilityTokens(secret).some((token) => listableTokens(grants).includes(token))).toBe(false);
  });

  it('are seen by those named at the body that has it', () => {
    expect(sees([grant('auditor', 'igat', 'administration', '00')], secret)).toBe(true);
  });

  it('are seen at the governor’s by the named officer alone, not by who supervises the province', () => {
    const held = { ...secret, organisation: 'gouverneur:03.451', unit: 'named-officer' };
    expect(sees([grant('unit-member', 'gouverneur:03.451', 'named-officer', '03.451')], held)).toBe(true);
    for (const role of ['supervisor', 'coordinator', 'validator', 'gestionnaire'] as const) {
      expect([role, sees([grant(role, 'gouverneur:03.451', '', '03.451')], held)]).toEqual([role, false]);
    }
    expect(sees([grant('unit-member', 'gouverneur:03.451', 'taxis', '03.451')], held)).toBe(false);
  });

  it('stand under no token while the body complained of holds them', () => {
    expect(visibilityTokens({ ...secret, organisation: sefrou })).toEqual([]);
  });
});

it('a case can be listed by exactly those grants that may see it', () => {
  const grants = [
    grant('unit-member', sefrou, 'technical', '03.451.01.09'),
    grant('unit-member', sefrou, 'hygiene', '03.451.01.09'),
    grant('coordinator', sefrou, 'technical', '03.451.01.09'),
    grant('coordinator', sefrou, 'hygiene', '03.451.01.09'),
    grant('validator', sefrou, '', '03.451.01.09'),
    grant('gestionnaire', sefrou, '', '03.451.01.09'),
    grant('gestionnaire', 'province:03.451', '', '03.451'),
    grant('desk-clerk', sefrou, '', '03.451.01.09'),
    grant('supervisor', 'wali:03', '', '03'),
    grant('supervisor', 'wali:06', '', '06'),
    grant('auditor', 'igat', '', '00'),
    grant('elu', 'commune:03.451.01.11', '', '03.451.01.11'),
  ];
  for (const one of grants) {
    const listed = visibilityTokens(here).some((token) => listableTokens([one]).includes(token));
    expect([one.role, one.organisation, one.unit, listed]).toEqual([one.role, one.organisation, one.unit, sees([one])]);
  }
});

describe('training cases', () => {
  const exercise: CaseRef = { ...here, organisation: 'formation', training: true };
  const ours = (role: Grant['role'], unit = '') => grant(role, 'formation', unit, '99');

  it.each<[string, Grant]>([
    ['the whole country’s administrator', grant('administrator', 'dgct', '', '00')],
    ['IGAT', grant('auditor', 'igat', '', '00')],
    ['the call centre', grant('call-centre-agent', 'dgct', '', '00')],
    ['the wali', grant('supervisor', 'wali:03', '', '03')],
    ['the governor', grant('supervisor', 'gouverneur:03.451', '', '03.451')],
    ['the province’s gestionnaire', grant('gestionnaire', 'province:03.451', '', '03.451')],
    ['the gestionnaire of the place', grant('gestionnaire', sefrou, '', '03.451.01.09')],
    ['the clerk of the place', grant('desk-clerk', sefrou, '', '03.451.01.09')],
    ['the same unit of the place', grant('unit-member', sefrou, 'technical', '03.451.01.09')],
    ['the élu of the place', grant('elu', sefrou, '', '03.451.01.09')],
    ['another training body', grant('gestionnaire', 'formation:fes', '', '99')],
  ])('are neither seen nor listed by %s', (_who, one) => {
    expect(standingOf('me', [one], exercise, false)).toMatchObject({ actors: new Set(), maySee: false });
    // Two training bodies share the territory of training: its token is for observers, who then see nothing of the other.
    expect(visibilityTokens(exercise).filter((token) => listableTokens([one]).includes(token))).toEqual(
      one.scope === '99' ? ['in:99'] : [],
    );
  });

  it.each<[string, Grant, string[]]>([
    ['clerk', ours('desk-clerk'), ['desk-clerk']],
    ['gestionnaire', ours('gestionnaire'), ['gestionnaire']],
    ['member who took it', ours('unit-member', 'technical'), ['handler', 'unit-member']],
    ['coordinator', ours('coordinator', 'technical'), ['coordinator']],
    ['validator', ours('validator'), ['validator']],
    ['trainer, who administers nobody’s case', ours('administrator'), ['trainer']],
  ])('are worked on by the %s of the training body', (_who, one, expected) => {
    expect([actorsOf([one], exercise), sees([one], exercise)]).toEqual([expected, true]);
    expect(visibilityTokens(exercise).some((token) => listableTokens([one]).includes(token))).toBe(true);
  });

  it('give no standing on real ones', () => {
    const everything = ['desk-clerk', 'gestionnaire', 'administrator', 'validator', 'call-centre-agent'] as const;
    const grants = everything.map((role) => ours(role));
    expect([actorsOf(grants), sees(grants)]).toEqual([[], false]);
    expect(visibilityTokens(here).some((token) => listableTokens(grants).includes(token))).toBe(false);
  });
});
