import { describe, expect, it } from '@jest/globals';
import type { ClockKind } from './clock.ts';
import { type Clocks, evolve } from './evolve.ts';
import { fire, type LineLevel } from './firing.ts';
import { decideSteps, type OrderFact } from './order-steps.ts';
import { currentRules as rules } from './policies/rules.ts';

const consignment = {
  id: 'order-1/c1',
  reference: 'D-03-26-7K3Q9M-C',
  version: 3,
  category: '',
  communeCode: '03.451.01.09',
  organisation: 'commune:03.451.01.09',
  unit: '',
  handler: '',
  addressee: '',
  confidential: false,
  bureau: '03.451.01.09-1',
};
type Told = readonly [OrderFact['type'], string];
const after = (...told: readonly Told[]): Clocks =>
  told.reduce<Clocks>((clocks, [type, at]) => {
    const fact = { type, at: new Date(at), consignment, abroad: false };
    return decideSteps(clocks, fact).reduce((now, change) => evolve(now, change, rules), clocks);
  }, {});
const sent: Told = ['sent-to-bureau', '2026-04-06T09:00:00Z'];
const dueOf = (clocks: Clocks, kind: ClockKind) => clocks[kind]?.dueAt?.toISOString();

describe('the clocks of a consignment', () => {
  it('given paid on a Monday, the bureau has to the end of the third working day', () =>
    expect(after(sent).producing).toMatchObject({ state: 'running', dueAt: new Date('2026-04-09T23:00:00Z') }));
  it('what is asked of the person is not its time, and asked twice it waits once', () => {
    const asked = after(
      sent,
      ['complement-asked', '2026-04-07T09:00:00Z'],
      ['complement-asked', '2026-04-07T10:00:00Z'],
    );
    expect(asked.producing).toMatchObject({ state: 'suspended', pauses: [{ from: '2026-04-07T09:00:00.000Z' }] });
    const answered = after(
      sent,
      ['complement-asked', '2026-04-07T09:00:00Z'],
      ['complemented', '2026-04-10T09:00:00Z'],
      ['complemented', '2026-04-10T10:00:00Z'],
    );
    expect(answered.producing?.state).toBe('running');
    expect(dueOf(answered, 'producing')).toBe('2026-04-14T23:00:00.000Z');
  });
  it('made, posted, brought: each step ends one clock and starts the next', () => {
    const story = after(
      sent,
      ['produced', '2026-04-08T09:00:00Z'],
      ['handed-to-post', '2026-04-09T09:00:00Z'],
      ['arrived', '2026-04-11T09:00:00Z'],
      ['arrived', '2026-04-13T09:00:00Z'],
    );
    expect(Object.entries(story).map(([kind, { state }]) => [kind, state])).toEqual([
      ['producing', 'met'],
      ['posting', 'met'],
      ['delivering', 'met'],
    ]);
    expect(dueOf(story, 'posting')).toBe('2026-04-10T23:00:00.000Z');
    expect(dueOf(story, 'delivering')).toBe('2026-04-16T23:00:00.000Z');
  });
  it('made too late counts as late', () =>
    expect(after(sent, ['produced', '2026-04-13T09:00:00Z']).producing?.state).toBe('breached'));
  it('of which nothing is made has no clock any more', () =>
    expect(after(sent, ['over', '2026-04-07T09:00:00Z']).producing?.state).toBe('stopped'));
  it('abroad has its own time', () => {
    const fact = { type: 'handed-to-post', at: new Date('2026-04-09T09:00:00Z'), consignment, abroad: true } as const;
    expect(decideSteps(after(sent), fact)).toContainEqual(expect.objectContaining({ kind: 'delivering-abroad' }));
  });
});

describe('who hears of it', () => {
  const line: readonly LineLevel[] = [
    { level: 'unit', organisation: 'commune:03.451.01.09', accountIds: ['registrar'] },
    { level: 'directeur-services', organisation: 'commune:03.451.01.09', accountIds: ['director'] },
  ];
  it('first the bureau’s own people, then the line above them', () => {
    const told: unknown[] = [];
    let clock = after(sent).producing;
    while (clock?.next !== undefined && told.length < 4) {
      const firing = fire(clock, clock.next, line, rules);
      told.push([firing?.outcome.type, firing?.outcome.accountIds]);
      clock = firing?.clock;
    }
    expect(told).toEqual([
      ['warned', ['registrar']],
      ['breached', ['registrar']],
      ['escalated', ['registrar']],
      ['escalated', ['director']],
    ]);
  });
});
