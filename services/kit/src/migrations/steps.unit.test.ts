import { describe, expect, it } from '@jest/globals';
import { digestOf, type SchemaStep, schemaOf } from './steps.ts';

const expand = (id: number, since: string): SchemaStep => ({
  id,
  name: `add-${id}`,
  kind: 'expand',
  since,
  apply: async () => undefined,
});
const backfill = (id: number, since: string, required = false): SchemaStep => ({
  id,
  name: `fill-${id}`,
  kind: 'backfill',
  since,
  required,
  batch: async () => undefined,
});
const contract = (id: number, since: string): SchemaStep => ({
  id,
  name: `drop-${id}`,
  kind: 'contract',
  since,
  apply: async () => undefined,
});

describe('the schema of a release', () => {
  it('needs what it expands and what it says it needs; it knows all of its steps', () => {
    const ranges = [
      schemaOf(),
      schemaOf([expand(2, '0.6.0'), backfill(3, '0.6.0')]),
      schemaOf([expand(2, '0.6.0'), backfill(3, '0.6.0', true), contract(4, '0.7.0')]),
    ].map(({ min, max }) => [min, max]);
    expect(ranges).toEqual([
      [1, 1],
      [2, 3],
      [3, 4],
    ]);
  });

  it('has no gap and no number twice', () => {
    expect(() => schemaOf([expand(3, '0.6.0')])).toThrow('schema step 3 (add-3) should have number 2');
    expect(() => schemaOf([expand(2, '0.6.0'), expand(2, '0.6.0')])).toThrow('should have number 3');
  });

  it.each([
    ['0.6.0', false],
    ['0.5.9', false],
    ['0.6.1', true],
    ['0.10.0', true],
    ['1.0.0', true],
  ])('what came with 0.6.0 is taken away in %s: %s', (since, may) => {
    const make = () => schemaOf([expand(2, '0.6.0'), contract(3, since)]);
    if (may) expect(make().max).toBe(3);
    else expect(make).toThrow(`schema step 3 (drop-3) takes away in ${since} what 0.6.0 still has`);
  });

  it('tells a step from another with its number', () => {
    expect(digestOf(expand(2, '0.6.0'))).toBe(digestOf(expand(2, '0.6.0')));
    expect(digestOf(expand(2, '0.6.0'))).not.toBe(digestOf(backfill(2, '0.6.0')));
    expect(digestOf(expand(2, '0.6.0'))).not.toBe(digestOf(expand(2, '0.7.0')));
  });
});
