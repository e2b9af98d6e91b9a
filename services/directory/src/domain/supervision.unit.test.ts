import type { Grant } from '@jamaa/kit';
import { describe, expect, it } from '@jest/globals';
import type { Organisation } from './organisation.ts';
import { type Holder, type LineLevel, peopleOf, supervisionLine } from './supervision.ts';

const body = (kind: Organisation['kind'], id: string, over: Partial<Organisation> = {}) => ({
  id,
  kind,
  onPlatform: true,
  gouverneur: 'gouverneur:03.451',
  wali: 'wali:03',
  ...over,
});
const { gouverneur: _none, ...regional } = body('region', 'region:03');
const { wali: _neither, ...national } = { ...regional, id: 'dgct', kind: 'dgct' as const };
const line = (of: Parameters<typeof supervisionLine>[0]): string[] =>
  supervisionLine(of).map(({ level, organisation }) => `${level} ${organisation}`);

const sefrou = 'commune:03.451.01.09';
const state = ['gouverneur gouverneur:03.451', 'wali wali:03', 'dgct dgct'];

describe('the line of supervision', () => {
  it.each([
    [
      'a commune: its own levels, then gouverneur, wali, DGCT',
      body('commune', sefrou),
      [`unit ${sefrou}`, `directeur-services ${sefrou}`, `president ${sefrou}`, ...state],
    ],
    [
      'a région: its wali, no gouverneur',
      regional,
      ['unit region:03', 'directeur-services region:03', 'president region:03', 'wali wali:03', 'dgct dgct'],
    ],
    [
      "a gouverneur's services: the gouverneur, then up",
      body('gouverneur', 'gouverneur:03.451'),
      ['unit gouverneur:03.451', ...state],
    ],
    ['the DGCT: itself', national, ['unit dgct', 'dgct dgct']],
    [
      "IGAT: nobody above in the Interior's line of collectivités",
      { ...national, id: 'igat', kind: 'igat' as const },
      ['unit igat'],
    ],
    [
      'a training body: nobody outside it',
      { id: 'formation', kind: 'training' as const, onPlatform: true },
      ['unit formation', 'directeur-services formation', 'president formation'],
    ],
    ['a body off the platform: no cases, no line', body('sdl', 'sdl:casa-transports', { onPlatform: false }), []],
  ])('of %s', (_name, of, expected) => expect(line(of)).toEqual(expected));
});

describe('the people of a level', () => {
  const now = new Date('2026-03-01T00:00:00Z');
  const grant = (role: Grant['role'], unit = '', over: Partial<Grant> = {}): Grant => ({
    role,
    organisation: sefrou,
    unit,
    scope: '03.451.01.09',
    ...over,
  });
  const people: Holder[] = [
    { id: 'technical', grants: [grant('unit-member', 'technical')] },
    { id: 'hygiene', grants: [grant('unit-member', 'hygiene')] },
    { id: 'coordinator', grants: [grant('coordinator', 'technical')] },
    { id: 'gestionnaire', grants: [grant('gestionnaire')] },
    { id: 'director', grants: [grant('validator', 'direction')] },
    { id: 'president', grants: [grant('validator')] },
    { id: 'elsewhere', grants: [grant('gestionnaire', '', { organisation: 'commune:03.451.01.07' })] },
    { id: 'governor', grants: [grant('supervisor', '', { organisation: 'gouverneur:03.451' })] },
    { id: 'past', grants: [grant('validator', '', { validTo: now })] },
    { id: 'interim', grants: [grant('validator', '', { validFrom: now })] },
  ];
  const at = (level: LineLevel['level'], organisation = sefrou): LineLevel => ({ level, organisation });
  const without = (id: string): Holder[] => people.filter((one) => one.id !== id);

  it.each([
    ['members and coordinators of the unit', at('unit'), 'technical', people, ['coordinator', 'technical']],
    ['without a unit, the gestionnaires of the body alone', at('unit'), '', people, ['gestionnaire']],
    ['the director of services', at('directeur-services'), 'technical', people, ['director']],
    [
      'lacking a director, the coordinators',
      at('directeur-services'),
      'technical',
      without('director'),
      ['coordinator'],
    ],
    ['validators in force, the director aside', at('president'), 'technical', people, ['interim', 'president']],
    ["the gouverneur's supervisors", at('gouverneur', 'gouverneur:03.451'), '', people, ['governor']],
    ['nobody where nobody is', at('wali', 'wali:03'), '', people, []],
  ])('are %s', (_name, level, unit, holders, expected) =>
    expect(peopleOf(level, unit, holders, now)).toEqual(expected),
  );
});
