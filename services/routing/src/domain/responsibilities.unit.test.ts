import { describe, expect, it } from '@jest/globals';
import { placeOf } from './place.ts';
import { type RoutingRequest, resolve } from './resolve.ts';
import { seedRules } from './seed-rules.ts';
import { validateRules } from './validate.ts';

/**
 * The oracle: the table of responsibilities as people read it. `*` is the commune, `#` the province, `@` the région.
 * A day in 2026 in a région whose society has a known start; networks are in their own table below.
 */
const table = `
VOI commune:*    technical
ECL commune:*    technical
DEC commune:*    technical
DPS commune:*    technical
INO commune:*    technical         srm:@
ESV commune:*    technical
MOB commune:*    technical
CIR commune:*    technical         etat:dgsn
STA commune:*    technical
TRB commune:*    technical
TRT gouverneur:# taxis
ODP commune:*    urbanism-economy  gouverneur:#
AMB commune:*    urbanism-economy  gouverneur:#
URB commune:*    urbanism-economy
CON commune:*    urbanism-economy  gouverneur:#
ECO commune:*    urbanism-economy
NUI commune:*    hygiene
HYG commune:*    hygiene
ANI commune:*    hygiene
ABA commune:*    hygiene           onssa
CIV commune:*    civil-status
LEG commune:*    civil-status
CIM commune:*    civil-status
TAX commune:*    finance
FON commune:*    finance
SOC province:#   social
RUR commune:*    technical         province:#
SPO commune:*    administration
ACC commune:*    direction
INF commune:*    administration
EAU srm:@        water
ELE srm:@        electricity
ASS srm:@        sewerage
COR igat         administration    gouverneur:#
AUT commune:*    -
`;
const qualified = new Set(['COR', 'AUT']);
const rows = table
  .trim()
  .split('\n')
  .map((line) => {
    const [category = '', organisation = '', unit = '', consulted = ''] = line.split(/\s+/);
    return [category, organisation, unit === '-' ? '' : unit, consulted] as const;
  });

/** Régional societies: when they took over. `undefined`: no known date. */
const societies: Record<string, string | undefined> = {
  '01.511.01.0': undefined,
  '02.411.01.01': '2024-11-15',
  '03.451.01.09': '2025-07-15',
  '04.421.01.0': '2025-06-01',
  '05.091.01.01': undefined,
  '06.141.01.0': '2024-10-01',
  '07.351.01.0': '2024-11-01',
  '08.201.01.01': undefined,
  '09.001.01.01': '2024-10-15',
  '10.261.01.01': undefined,
  '11.321.01.01': undefined,
  '12.391.01.01': '2025-10-06',
};
const dayBefore = (day: string): string => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);

const checked = validateRules(seedRules);
const rules = checked.ok ? checked.rules : [];
const decide = (category: string, commune: string, date: string, more: Partial<RoutingRequest> = {}) => {
  const place = placeOf(commune);
  if (place === undefined) throw new Error(commune);
  return resolve(rules, { category, place, date, kind: 'reclamation', confidential: false, addressee: '', ...more });
};

describe('the seeded rules', () => {
  it('are valid as a set', () => expect(checked).toMatchObject({ ok: true }));

  const places = ['03.451.01.09', '06.141.01.0', '12.391.01.01'];
  it.each(rows.flatMap((row) => places.map((place) => [place, ...row] as const)))(
    '%s %s is handled by %s, unit %s',
    (commune, category, organisation, unit, consulted) => {
      const at = (name: string): string =>
        name.replace('*', commune).replace('#', commune.slice(0, 6)).replace('@', commune.slice(0, 2));
      expect(decide(category, commune, '2026-03-02')).toMatchObject({
        outcome: qualified.has(category) ? 'qualification' : 'assigned',
        organisation: at(organisation),
        unit,
        consulted: consulted === '' ? [] : [at(consulted)],
        ruleVersion: 1,
      });
    },
  );

  it('name each of the 35 categories in the oracle', () => expect(new Set(rows.map(([code]) => code)).size).toBe(35));

  const takeovers = Object.entries(societies).flatMap(([commune, start]) =>
    start === undefined
      ? [[commune, '2018-01-02', false] as const, [commune, '2026-11-22', false] as const]
      : [
          [commune, dayBefore(start), false] as const,
          [commune, start, true] as const,
          [commune, '2030-01-01', true] as const,
        ],
  );
  it.each(takeovers)('%s on %s: the régional society is competent: %s', (commune, date, society) => {
    const srm = `srm:${commune.slice(0, 2)}`;
    const leads = (category: string): string => {
      const { organisation, unit, outcome } = decide(category, commune, date);
      return `${outcome} ${organisation} ${unit}`;
    };
    const own = `assigned commune:${commune} technical`;
    expect(leads('EAU')).toBe(society ? `assigned ${srm} water` : own);
    expect(leads('ASS')).toBe(society ? `assigned ${srm} sewerage` : own);
    expect(leads('ELE')).toBe(society ? `assigned ${srm} electricity` : 'assigned onee administration');
    expect(leads('INO')).toBe(own);
    expect(decide('INO', commune, date).consulted).toEqual(society ? [srm] : []);
  });

  it.each(rows.map(([category]) => category))('send a confidential %s past the commune', (category) => {
    const decision = decide(category, '06.141.01.0', '2026-03-02', {
      confidential: true,
      addressee: 'commune:06.141.01.0',
    });
    expect(decision).toMatchObject(
      category === 'COR'
        ? { outcome: 'qualification', organisation: 'igat', consulted: ['gouverneur:06.141'] }
        : {
            outcome: 'qualification',
            organisation: 'gouverneur:06.141',
            unit: 'named-officer',
            consulted: ['igat'],
          },
    );
    expect(JSON.stringify(decision)).not.toContain('06.141.01.0');
  });

  it('cover the whole time of the platform, and qualify what is older', () => {
    expect(decide('VOI', '03.451.01.09', '2015-07-23').ruleId).toBe('voi-commune');
    expect(decide('VOI', '03.451.01.09', '2015-07-22')).toMatchObject({
      outcome: 'qualification',
      organisation: 'commune:03.451.01.09',
      ruleId: '',
      ruleVersion: 0,
    });
  });
});
