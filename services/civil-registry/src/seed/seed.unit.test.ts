import { describe, expect, it } from '@jest/globals';
import { isRefused } from '../domain/imports/line.ts';
import { readAct } from '../domain/imports/read-line.ts';
import { createActs, registersOf } from './generate.ts';
import { bureauOf } from './run.ts';

const bureaux = [bureauOf('03.451.01.09', 80_000), bureauOf('06.141.01.0', 3_000_000), bureauOf('01.051.01.03', 900)];
const context = { today: '2026-06-01', isCommune: () => true, idcsCheck: () => true };

describe('the seed of registers', () => {
  const registers = registersOf(bureaux, 5_000, 2025);

  it('shares acts out by population, to the last', () => {
    expect(registers.reduce((sum, { acts }) => sum + acts, 0)).toBe(5_000);
    expect(new Set(registers.map(({ key }) => `${key.bureauId} ${key.kind} ${key.year}`)).size).toBe(registers.length);
    expect(registers.filter(({ territory }) => territory === '06.141.01.0').length).toBeGreaterThan(50);
  });

  it('makes only acts that an import takes, in three scripts, of registers in the order of their days', () => {
    const acts = createActs(42);
    for (const register of registers.slice(0, 30)) {
      const read = acts(register).map((one) => readAct(one, undefined, context));
      for (const one of read) expect(isRefused(one) ? one.problems : []).toEqual([]);
      const days = read.map((one) => (isRefused(one) ? new Date(0) : one.registeredAt));
      expect(days).toEqual(days.toSorted((a, b) => a.getTime() - b.getTime()));
    }
    expect(
      JSON.stringify(
        acts(registers[0] ?? { key: { bureauId: '', kind: 'birth', year: 0 }, territory: '', acts: 0, before: 0 }),
      ),
    ).toMatch(/[ⴰ-ⵯ]/);
  });

  it('gives each birth an identifier of its own', () => {
    const acts = createActs(42);
    const given = registers.flatMap((one) => (one.key.kind === 'birth' ? acts(one) : [])) as { idcs: string }[];
    expect(new Set(given.map(({ idcs }) => idcs)).size).toBe(given.length);
    expect(given.every(({ idcs }) => /^[1-9]\d{9}$/.test(idcs))).toBe(true);
  });

  it('makes the same of the same number, and others of another', () => {
    const [one] = registers;
    if (one === undefined) throw new Error('no register');
    expect(createActs(42)(one)).toEqual(createActs(42)(one));
    expect(createActs(43)(one)).not.toEqual(createActs(42)(one));
  });
});
