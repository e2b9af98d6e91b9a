import { describe, expect, it } from '@jest/globals';
import { misspell } from './misspell.ts';

describe('a name as another clerk writes it', () => {
  it.each([
    ['YOUSSEF', 'latin', 0, 'YUSSEF'],
    ['EL ALAOUI', 'latin', 0.3, 'LALAOUI'],
    ['HASSAN', 'latin', 0.99, 'HASSANE'],
    ['أمينة', 'ar', 0, 'امينة'],
    ['أمينة', 'ar', 0.99, 'أمينه'],
  ] as const)('%s, %s, %d: %s', (name, script, chance, other) => {
    expect(misspell(name, script, chance)).toBe(other);
  });
  it('stays where no habit finds anything', () => expect(misspell('عمر', 'ar', 0.5)).toBe('عمر'));
});
