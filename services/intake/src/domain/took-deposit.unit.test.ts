import type { Grant } from '@jamaa/kit';
import { expect, it } from '@jest/globals';
import { type Taken, tookDeposit } from './took-deposit.ts';

const grant = (role: Grant['role'], scope: string): Grant => ({ role, organisation: 'x', unit: '', scope });
const clerk = [grant('desk-clerk', '03.451.01.09')];
const agent = [grant('call-centre-agent', '00')];
const atDesk: Taken = {
  channel: 'desk',
  communeCode: '03.451.01.09',
  by: 'account:me',
  at: new Date('2026-11-22T09:00:00Z'),
};
const byPhone: Taken = { ...atDesk, channel: 'call-centre' };

// 23:00 UTC is the end of a day in Morocco.
it.each<[string, Taken, string, Grant[], string, boolean]>([
  ['the clerk who took it', atDesk, 'account:me', clerk, '2026-11-22T09:01:00Z', true],
  ['the same, as the day ends', atDesk, 'account:me', clerk, '2026-11-22T22:59:59Z', true],
  ['the same, when the day is over', atDesk, 'account:me', clerk, '2026-11-22T23:00:00Z', false],
  ['another clerk of the desk', atDesk, 'account:other', clerk, '2026-11-22T09:01:00Z', false],
  [
    'one who is a clerk elsewhere now',
    atDesk,
    'account:me',
    [grant('desk-clerk', '06')],
    '2026-11-22T09:01:00Z',
    false,
  ],
  ['one who holds no office any more', atDesk, 'account:me', [], '2026-11-22T09:01:00Z', false],
  ['the agent who took it by telephone', byPhone, 'account:me', agent, '2026-11-22T09:01:00Z', true],
  [
    'a clerk who filed by telephone what is none of theirs',
    byPhone,
    'account:me',
    clerk,
    '2026-11-22T09:01:00Z',
    false,
  ],
  ['a clerk who filed on the web', { ...atDesk, channel: 'web' }, 'account:me', clerk, '2026-11-22T09:01:00Z', false],
  [
    'a clerk who imported a register',
    { ...atDesk, channel: 'import' },
    'account:me',
    clerk,
    '2026-11-22T09:01:00Z',
    false,
  ],
])('%s: who sees the name', (_who, taken, who, grants, now, expected) => {
  expect(tookDeposit(taken, who, grants, new Date(now))).toBe(expected);
});
