import { ClockBreached, ClockEscalated, ClockSnapshot, ClockWarned } from '@jamaa/proto/sla/v1/sla';
import { expect, it } from '@jest/globals';
import { slaMessages } from './sla-messages.ts';

const dueAt = new Date('2027-01-01T23:00:00Z');
const clock = ClockSnapshot.fromPartial({
  complaintId: 'c-1',
  reference: '03-26-7K3Q9M-C',
  kind: 'legal',
  dueAt,
  organisation: 'commune:03.231.01.0',
});

it('each account is told once, by its id', () => {
  const drafts = slaMessages.escalated(
    ClockEscalated.fromPartial({
      clock,
      level: 'wali',
      toOrganisation: 'wali:03',
      accountIds: ['a', 'b', 'a'],
    }),
  );
  expect(drafts.map(({ recipient }) => recipient)).toEqual([
    { kind: 'account', accountId: 'a' },
    { kind: 'account', accountId: 'b' },
  ]);
  expect(drafts[0]).toMatchObject({
    template: 'escalated',
    complaintId: 'c-1',
    particulars: {
      reference: '03-26-7K3Q9M-C',
      clock: 'legal',
      dueAt,
      level: 'wali',
      organisation: 'commune:03.231.01.0',
    },
  });
});

it.each([
  ['warned', slaMessages.warned(ClockWarned.fromPartial({ clock, rule: 'J-5', accountIds: ['a'] }))],
  ['breached', slaMessages.breached(ClockBreached.fromPartial({ clock, breachedAt: dueAt, accountIds: ['a'] }))],
] as const)('%s', (template, drafts) => {
  expect(drafts.map((draft) => draft.template)).toEqual([template]);
});

it('an event that names nobody tells nobody', () => {
  expect(slaMessages.warned(ClockWarned.fromPartial({ clock, rule: 'J-5', accountIds: [] }))).toEqual([]);
});

it('an event without a clock, or a clock without a due date, is refused', () => {
  const dateless = ClockSnapshot.fromPartial({ ...clock, dueAt: undefined });
  expect(() => slaMessages.warned(ClockWarned.fromPartial({ clock: dateless, accountIds: ['a'] }))).toThrow('due');
  expect(() => slaMessages.warned(ClockWarned.fromPartial({ rule: 'J-5', accountIds: ['a'] }))).toThrow('no clock');
});

it('a clock of training says so', () => {
  const marked = (training: boolean) =>
    slaMessages.warned(ClockWarned.fromPartial({ clock: { ...clock, training }, accountIds: ['a'] }))[0]?.particulars;
  expect([marked(true)?.training, marked(false)?.training]).toEqual([true, undefined]);
});
