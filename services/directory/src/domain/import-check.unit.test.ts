import type { Grant } from '@jamaa/kit';
import { describe, expect, it } from '@jest/globals';
import { authorityOf, fullAuthority } from './authority.ts';
import { crossCheck, MAX_PLACES, type Reference, referenceProblems } from './import-check.ts';
import type { ImportLine } from './import-line.ts';
import type { Organisation } from './organisation.ts';
import { unitsOf } from './units.ts';

const body = (kind: Organisation['kind'], territory: string, onPlatform = true) => ({
  kind,
  territory,
  units: unitsOf(kind),
  onPlatform,
});
const bodies = new Map([
  ['commune:03.451.01.09', body('commune', '03.451.01.09')],
  ['gouverneur:03.451', body('gouverneur', '03.451')],
  ['province:03.451', body('province', '03.451')],
  ['dgct', body('dgct', '00')],
  ['igat', body('igat', '00')],
  ['etat:dgsn', body('etat', '00', false)],
]);
const codes = new Set(['03', '03.451', '03.451.01.09', '03.451.01.07']);
const reference: Reference = { organisation: (id) => bodies.get(id), territory: (code) => codes.has(code) };

const sefrou: Grant = { role: 'gestionnaire', organisation: 'commune:03.451.01.09', unit: '', scope: '03.451.01.09' };
const line = (grant: Partial<Grant> = {}, over: Partial<ImportLine> = {}): ImportLine => ({
  line: 2,
  email: 'a@example.ma',
  name: 'أمينة',
  phone: '',
  reinstate: false,
  grant: { ...sefrou, ...grant },
  ...over,
});

describe('a line against the reference', () => {
  it.each<[Partial<Grant>, string[]]>([
    [{}, []],
    [{ unit: 'technical' }, []],
    [{ organisation: 'commune:99' }, ['organisation: "commune:99" is unknown']],
    [{ unit: 'magic' }, ['unit: "magic" is unknown in commune:03.451.01.09']],
    [{ scope: '99' }, ['scope: "99" is not the code of a territory']],
    [{ scope: '03.451' }, ['scope: 03.451 is outside the territory of commune:03.451.01.09']],
    [{ scope: '00' }, ['scope: 00 is outside the territory of commune:03.451.01.09']],
    [{ role: 'supervisor' }, ['role: supervisor cannot be held at commune:03.451.01.09']],
    [{ role: 'supervisor', organisation: 'gouverneur:03.451', scope: '03.451' }, []],
    [{ role: 'auditor', organisation: 'dgct', scope: '00' }, ['role: auditor cannot be held at dgct']],
    [{ role: 'auditor', organisation: 'igat', scope: '00' }, []],
    [{ role: 'elu', organisation: 'gouverneur:03.451' }, ['role: elu cannot be held at gouverneur:03.451']],
    [{ role: 'administrator', organisation: 'dgct', scope: '03' }, []],
    [{ organisation: 'etat:dgsn', scope: '00' }, ['organisation: its cases are not handled here, it has no accounts']],
    [
      { organisation: 'commune:99', scope: '99' },
      ['organisation: "commune:99" is unknown', 'scope: "99" is not the code of a territory'],
    ],
  ])('%j', (grant, problems) => expect(referenceProblems(line(grant), reference, fullAuthority)).toEqual(problems));

  it.each<[string, Partial<Grant>, boolean]>([
    ['03', {}, true],
    ['03.451', { organisation: 'province:03.451', scope: '03.451' }, true],
    ['03.451.01.09', {}, true],
    ['03.451.01.07', {}, false],
    ['04', {}, false],
    // A narrow scope does not let somebody of a province into the national body.
    ['03', { role: 'administrator', organisation: 'dgct', scope: '03' }, false],
    ['03', { role: 'administrator', organisation: 'dgct', scope: '00' }, false],
    ['00', { role: 'administrator', organisation: 'dgct', scope: '00' }, true],
  ])('an administrator of %s may give %j: %s', (scope, grant, allowed) => {
    const authority = authorityOf([{ role: 'administrator', organisation: 'wali:03', unit: '', scope }]);
    if (authority === undefined) throw new Error('no authority');
    const problems = referenceProblems(line(grant), reference, authority);
    expect(problems).toEqual(allowed ? [] : ['scope: outside your own territory']);
  });
  it("is nobody's without the role", () => expect(authorityOf([sefrou])).toBeUndefined());
});

describe('lines of one e-mail', () => {
  it('keep different places, pass over repetitions, and refuse contradictions', () => {
    const lines = [
      line(),
      line({ organisation: 'province:03.451', scope: '03.451' }, { line: 3 }),
      line({}, { line: 4 }),
      line({ scope: '03.451.01.07' }, { line: 5 }),
      line({ unit: 'technical' }, { line: 6, name: 'فاطمة' }),
      line({ unit: 'technical' }, { line: 7, language: 'fr' }),
      line({ unit: 'hygiene' }, { line: 8, language: 'ar' }),
      line({ validTo: new Date(0) }, { line: 9 }),
    ];
    const { kept, repeated, refused } = crossCheck(lines);
    expect(kept.map((one) => one.line)).toEqual([2, 3, 7]);
    expect([...repeated].map(([at, earlier]) => [at, earlier.line])).toEqual([[4, 2]]);
    const place = 'scope or dates: differ from line 2, which has the same role, organisation and unit';
    expect([...refused]).toEqual([
      [5, [place]],
      [6, ['name: differs from line 2, which has the same e-mail']],
      [8, ['language: differs from line 7, which has the same e-mail']],
      [9, [place]],
    ]);
  });
  it('have a bound, so that one e-mail cannot keep the service busy', () => {
    const lines = Array.from({ length: 20_000 }, (_, n) => line({ unit: `u${n}` }, { line: n }));
    const { kept, refused } = crossCheck(lines);
    expect([kept.length, refused.size]).toEqual([MAX_PLACES, 20_000 - MAX_PLACES]);
    expect(refused.get(MAX_PLACES)).toEqual(['email: has more than 500 places in this file']);
  });
});
