import { BirthContent } from '@jamaa/proto/civil_registry/v1/acts';
import { describe, expect, it } from '@jest/globals';
import { birthRateOf } from './birth-rates.ts';
import { addFigures, delayBand, figuresOf, noFigures, WITHHELD, withheld } from './counts.ts';

const born = (birthDate: string, declaredOn: string) =>
  delayBand({ $case: 'birth', value: BirthContent.fromPartial({ child: { birthDate }, declaredOn }) });

describe('figures of a register', () => {
  it.each([
    ['2026-01-04', 'd3'],
    ['2026-01-05', 'd10'],
    ['2026-01-11', 'd10'],
    ['2026-01-31', 'd30'],
    ['2026-02-01', 'd365'],
    ['2027-01-01', 'd365'],
    ['2027-01-02', 'more'],
    ['', 'unknown'],
  ])('a birth of 1 January declared on %s counts as %s', (declared, band) => {
    expect(born('2026-01-01', declared)).toBe(band);
    expect(born('2026', declared)).toBe('unknown');
  });

  it('add up', () => {
    const one = { month: 3, band: 'd3', late: false, imported: false } as const;
    const figures = figuresOf([one, one, { ...one, month: 4, late: true, imported: true }]);
    expect(figures).toEqual({ total: 3, months: { 3: 2, 4: 1 }, bands: { d3: 3 }, late: 1, imported: 1 });
    expect(addFigures(figures, { total: 1, months: { 4: 1 } })).toMatchObject({ total: 4, months: { 3: 2, 4: 2 } });
    expect(addFigures(noFigures, {})).toEqual(noFigures);
  });

  it('of one to four people are told to staff only', () => {
    expect([0, 1, 4, 5].map((count) => withheld(count, false))).toEqual([0, WITHHELD, WITHHELD, 5]);
    expect(withheld(4, true)).toBe(4);
  });
});

describe('the birth rate that is expected', () => {
  const rates = [
    { from: 1900, territory: '00', perThousand: 17, source: 'a' },
    { from: 2024, territory: '00', perThousand: 16, source: 'b' },
    { from: 2020, territory: '03', perThousand: 19, source: 'c' },
  ];
  it('is the nearest above the place that is in force', () => {
    const of = (territory: string, year: number) => birthRateOf(territory, year, rates).source;
    expect([of('03.451', 2026), of('03.451', 2010), of('06.141', 2026), of('06.141', 2010)]).toEqual([
      'c',
      'a',
      'b',
      'a',
    ]);
  });
});
