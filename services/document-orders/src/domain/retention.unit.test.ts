import { expect, it } from '@jest/globals';
import { keptUntil } from './retention.ts';

const money = { transaction: 't', oid: 'o', amount: 1 };
const until = (endedAt: string, received = [money]) =>
  keptUntil({ received }, new Date(endedAt), new Date('2026-11-30T10:00:00Z')).toISOString();

it('keeps what was told of a paid order for two years', () =>
  expect(until('2026-11-30T10:00:00Z')).toBe('2028-11-30T10:00:00.000Z'));
it('keeps that of an unpaid one for three months, to the last day of a shorter month', () =>
  expect(until('2026-11-30T10:00:00Z', [])).toBe('2027-02-28T10:00:00.000Z'));
it('ends nothing before people could know the rule', () =>
  expect(until('2020-01-01T00:00:00Z')).toBe('2028-01-01T00:00:00.000Z'));
