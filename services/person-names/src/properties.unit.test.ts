import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  duplicateScore,
  foldName,
  type Identity,
  identityKeys,
  likeness,
  nameKeys,
  nameViolations,
  queryKeys,
  type Script,
  suggestions,
} from './index.ts';

const runs = { numRuns: 100 };
const letters = {
  arabic: 'ابتثجحخدذرزسشصضطظعغفقكلمنهويةىأإآؤئءڭ ',
  latin: "ABCDEFGHIJKLMNOPQRSTUVWXYZaeiouçéïâ '-",
  tifinagh: 'ⴰⴱⴳⴷⴹⴻⴼⴽⵀⵃⵄⵅⵇⵉⵊⵍⵎⵏⵓⵔⵕⵖⵙⵚⵛⵜⵟⵡⵢⵣⵥⵯ ',
};
const particles = fc.constantFrom(
  'EL',
  'AL',
  'BEN',
  'AIT',
  'ES',
  'OU',
  'LD',
  'ABD',
  'EDDINE',
  'عبد',
  'الله',
  'بن',
  'MOULAY',
  'L',
  'FATIMA',
  'ZAHRA',
);
const inScript = (script: Script) => fc.string({ unit: fc.constantFrom(...letters[script]), maxLength: 14 });
const word = fc.oneof(inScript('arabic'), inScript('latin'), inScript('tifinagh'), particles);
const name = fc.oneof(
  fc.array(word, { maxLength: 5 }).map((words) => words.join(' ')),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const names = fc.record(
  { arabic: inScript('arabic'), latin: fc.oneof(inScript('latin'), particles), tifinagh: inScript('tifinagh') },
  { requiredKeys: [] },
);
const birthDate = fc.oneof(
  fc.constantFrom('1990', '1990-03', '1990-03-04', '1990-04-03', '1991-03-04', '', 'x'),
  fc
    .date({ min: new Date('1900-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
    .map((day) => day.toISOString().slice(0, 10)),
);
const identity: fc.Arbitrary<Identity> = fc.record(
  {
    firstNames: names,
    familyName: names,
    birthDate,
    sex: fc.constantFrom('female', 'male'),
    birthPlace: fc.oneof(inScript('latin'), fc.constant('03.451')),
    father: names,
    mother: names,
  },
  { requiredKeys: [] },
);

describe('properties', () => {
  it('folding is idempotent', () => {
    fc.assert(
      fc.property(name, (text) => expect(foldName(foldName(text).join(' '))).toEqual(foldName(text))),
      runs,
    );
  });

  it('a name with a letter has a key, and none of them is empty', () => {
    fc.assert(
      fc.property(name, (text) => {
        const keys = nameKeys(text);
        expect(keys.every((key) => key !== '')).toBe(true);
        if (foldName(text).length > 0) expect(keys.length).toBeGreaterThan(0);
      }),
      runs,
    );
  });

  it('likeness and the score are symmetric and between 0 and 1; 1 for itself', () => {
    fc.assert(
      fc.property(identity, identity, (a, b) => {
        for (const score of [likeness, duplicateScore]) {
          expect(score(a, b)).toBeCloseTo(score(b, a), 12);
          expect(score(a, b)).toBeGreaterThanOrEqual(0);
          expect(score(a, b)).toBeLessThanOrEqual(1 + 1e-12);
        }
        const known = [a.firstNames, a.familyName].some(
          (one) => nameKeys(Object.values(one ?? {}).join(' ')).length > 0,
        );
        if (known) expect(likeness(a, a)).toBeCloseTo(1, 12);
      }),
      runs,
    );
  });

  it('whoever is asked for as stored is found', () => {
    fc.assert(
      fc.property(identity, (person) => {
        const stored = new Set(identityKeys(person));
        if (stored.size > 0) expect(queryKeys(person).some((key) => stored.has(key))).toBe(true);
      }),
      runs,
    );
  });

  it('a suggestion for a name that may stand may stand too', () => {
    const from = fc.constantFrom<Script>('arabic', 'latin');
    const declared = from.chain((script) => inScript(script).map((text) => ({ script, text: text.trim() })));
    fc.assert(
      fc.property(declared, fc.constantFrom<Script>('arabic', 'latin', 'tifinagh'), ({ script, text }, to) => {
        if (nameViolations({ firstNames: { [script]: text }, familyName: {} }).length > 0) return;
        for (const suggestion of suggestions(text, to))
          expect([suggestion.text, nameViolations({ firstNames: { [to]: suggestion.text }, familyName: {} })]).toEqual([
            suggestion.text,
            [],
          ]);
      }),
      { numRuns: 300 },
    );
  });

  it('no input throws', () => {
    const anything = fc.oneof(name, fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary', maxLength: 400 }));
    fc.assert(
      fc.property(anything, anything, (a, b) => {
        for (const to of ['arabic', 'latin', 'tifinagh'] as const) suggestions(a, to);
        nameViolations({ firstNames: { latin: a, arabic: b }, familyName: { tifinagh: a } });
        duplicateScore(
          { firstNames: { latin: a }, birthDate: b },
          { firstNames: { arabic: b }, birthPlace: a, father: { latin: a } },
        );
        identityKeys({ firstNames: { arabic: a }, familyName: { latin: b }, birthDate: b });
      }),
      runs,
    );
  });
});
