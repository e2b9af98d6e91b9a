import { describe, expect, it } from '@jest/globals';
import { keptUntil } from './retention.ts';

const now = new Date('2030-01-01T00:00:00Z');
const ended = { kind: 'reclamation', category: 'ECL', confidential: false } as const;

describe('how long a person is kept after the end of a case', () => {
  it.each([
    ['24 months by default', {}, '2029-03-10T12:00:00Z', '2031-03-10T12:00:00.000Z'],
    ['12 for a suggestion', { kind: 'suggestion' as const }, '2029-03-10T12:00:00Z', '2030-03-10T12:00:00.000Z'],
    ['48 for a tax', { category: 'TAX' }, '2029-03-10T12:00:00Z', '2033-03-10T12:00:00.000Z'],
    [
      '60 when confidential',
      { category: 'COR', confidential: true },
      '2029-03-10T12:00:00Z',
      '2034-03-10T12:00:00.000Z',
    ],
    [
      'a month that has no such day ends on its last',
      { kind: 'observation' as const },
      '2028-02-29T00:00:00Z',
      '2029-02-28T00:00:00.000Z',
    ],
    ['counted from the day of the rule at the earliest', {}, '2019-05-01T00:00:00Z', '2028-01-01T00:00:00.000Z'],
  ])('%s', (_what, change, endedAt, until) => {
    expect(keptUntil({ ...ended, ...change }, new Date(endedAt), now).toISOString()).toBe(until);
  });
});
