import { describe, expect, it } from '@jest/globals';
import { categories } from '../domain/categories.ts';
import { checkSubmission } from '../domain/submission.ts';
import { createArrivals, officeTime } from './arrivals.ts';
import { createIdLine } from './ids.ts';
import { makePerson } from './person.ts';
import { createRandom, weighted } from './random.ts';
import { readSwitches } from './settings.ts';
import { describe as describeIt, phraseParts } from './text.ts';
import { verdictFor } from './verdict.ts';

const random = () => createRandom('test', 1);

describe('random', () => {
  it('repeats itself for the same labels only', () => {
    const draw = (label: string) => Array.from({ length: 5 }, createRandom(label).next);
    expect(draw('a')).toEqual(draw('a'));
    expect(draw('a')).not.toEqual(draw('b'));
  });
  it('draws by weight, never what weighs nothing', () => {
    const [one, draw] = [
      random(),
      weighted([
        ['a', 3],
        ['b', 0],
        ['c', 1],
      ] as const),
    ];
    const counts = Map.groupBy(
      Array.from({ length: 4_000 }, () => draw(one)),
      (letter) => letter,
    );
    expect(counts.has('b')).toBe(false);
    expect((counts.get('a')?.length ?? 0) / 4_000).toBeCloseTo(0.75, 1);
  });
  it('has the median it was asked for', () => {
    const one = random();
    const below = Array.from({ length: 4_000 }, () => one.around(10, 1)).filter((value) => value < 10).length;
    expect(below / 4_000).toBeCloseTo(0.5, 1);
  });
});

describe('ids', () => {
  it('are UUIDv7 of their instant and grow, also when time stands still or goes back', () => {
    const line = createIdLine(random());
    const at = new Date('2026-01-02T03:04:05.678Z');
    const ids = [
      line(at),
      line(at),
      line(at),
      line(new Date(at.getTime() - 5_000)),
      line(new Date(at.getTime() + 1_000)),
    ];
    expect(ids.toSorted()).toEqual(ids);
    expect(Number.parseInt(ids[0]?.replace('-', '').slice(0, 12) ?? '', 16)).toBe(at.getTime());
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe('arrivals', () => {
  const until = new Date('2026-11-20T10:00:00Z');
  const all = Array.from(
    { length: 20_000 },
    (() => {
      const [one, arrivals] = [random(), createArrivals(until, 3)];
      return (_: unknown, index: number) => arrivals.at(one, index, 20_000);
    })(),
  );
  it('fill the years and end with the present', () => {
    const days = (until.getTime() - Math.min(...all.map(Number))) / 86_400_000;
    expect(days).toBeGreaterThan(1_090);
    expect(days).toBeLessThan(1_097);
    expect(Math.max(...all.map(Number))).toBeLessThan(until.getTime());
  });
  it('have a week and a trend', () => {
    const on = (day: number) => all.filter((at) => at.getUTCDay() === day).length;
    expect(on(1)).toBeGreaterThan(1.5 * on(0));
    const middle = until.getTime() - 1.5 * 365 * 86_400_000;
    expect(all.filter((at) => at.getTime() > middle).length).toBeGreaterThan(all.length / 2);
  });
  it('are worked on when offices are open', () => {
    const one = random();
    for (const at of all.slice(0, 500)) {
      const worked = officeTime(one, at);
      expect(worked.getTime()).toBeGreaterThanOrEqual(at.getTime());
      expect([1, 2, 3, 4, 5]).toContain(worked.getUTCDay());
      expect(worked.getUTCHours()).toBeGreaterThanOrEqual(7);
      expect(worked.getUTCHours()).toBeLessThan(16);
    }
  });
});

describe('words', () => {
  it('are put together from more than two hundred parts and rarely repeat', () => {
    expect(phraseParts()).toBeGreaterThanOrEqual(200);
    const one = random();
    const texts = Array.from({ length: 500 }, () => describeIt(one, 'ECL').text);
    expect(new Set(texts).size).toBeGreaterThan(400);
  });
  it('exist for every category', () => {
    for (const { code } of categories) expect(describeIt(random(), code).text.length).toBeGreaterThan(10);
    expect(() => describeIt(random(), 'XXX')).toThrow('XXX');
  });
});

describe('persons', () => {
  it('pass the checks of a deposit, with telephones of the range 0600 0 only', () => {
    const one = random();
    for (let index = 0; index < 300; index += 1) {
      const complainant = makePerson(one, 'ar', 'web');
      const submission = {
        kind: 'reclamation',
        category: 'CIV',
        language: 'ar',
        description: 'x',
        commune: '03.451.01.09',
      } as const;
      const checked = checkSubmission(
        {
          ...submission,
          complainant,
          channel: 'web',
          originSource: 'direct',
          urgent: false,
          aimedAt: '',
          address: '',
          details: { onBehalfOf: false, callerRelation: '', paperNumber: '' },
        },
        new Date(0),
      );
      expect(checked.complainant.phone).toMatch(/^(\+2126000\d{5})?$/);
      expect(checked.complainant.email).toMatch(/^(\S+\.example)?$/);
    }
  });
});

describe('verdicts', () => {
  it.each([
    ['VOI', '03.451.01.09', '2026-01-05', 'commune:03.451.01.09', 'technical'],
    ['EAU', '06.141.01.0', '2024-09-30', 'commune:06.141.01.0', 'technical'],
    ['EAU', '06.141.01.0', '2024-10-01', 'srm:06', 'water'],
    ['ELE', '01.051.01.01', '2026-01-05', 'onee', 'administration'],
    ['TRT', '03.451.01.09', '2026-01-05', 'gouverneur:03.451', 'taxis'],
    ['SOC', '03.451.01.09', '2026-01-05', 'province:03.451', 'social'],
    ['COR', '03.451.01.09', '2026-01-05', 'igat', 'administration'],
  ])('%s in %s on %s: %s/%s', (category, commune, day, organisation, unit) => {
    expect(verdictFor(category, commune, new Date(`${day}T09:00:00Z`))).toMatchObject({ organisation, unit });
  });
  it('know every category', () => {
    for (const { code } of categories) expect(verdictFor(code, '03.451.01.09', new Date()).organisation).not.toBe('');
  });
});

describe('switches', () => {
  const now = new Date('2026-11-20T10:44:00Z');
  it('have defaults, the present being this hour', () => {
    expect(readSwitches([], now)).toEqual({
      rows: 100_000,
      years: 3,
      seed: 42,
      check: 200,
      copies: 0,
      until: new Date('2026-11-20T10:00:00Z'),
    });
  });
  it.each([
    ['--rows', '0'],
    ['--rows', 'many'],
    ['--years', '12'],
    ['--until', 'today'],
    ['--speed', '2'],
  ])('%s %s is refused by name', (name, value) => {
    expect(() => readSwitches([name, value], now)).toThrow(name);
  });
});
