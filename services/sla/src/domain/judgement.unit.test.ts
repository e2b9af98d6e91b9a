import { states } from '@jamaa/proto/vocabulary';
import { describe, expect, it } from '@jest/globals';
import { after, ordinary, story } from '../../test/support/specification.ts';
import { clockKinds } from './clock.ts';
import { type Confirmed, verdict } from './confirmation.ts';
import { inForce } from './policies/dated.ts';
import { policies, policyFor } from './policies/policies.ts';
import { targets2026 } from './policies/targets.ts';
import { answerableFor, governorOf } from './supervision.ts';

const clocks = after(story([['submitted', '2026-06-01T09:00:00Z']]));
const now = (state: Confirmed['state'], version = 1): Confirmed => ({ state, version, organisation: '', unit: '' });

describe('what intake says before a step fires', () => {
  const cases = clockKinds.flatMap((kind) => {
    const clock = clocks[kind];
    return clock?.next === undefined ? [] : states.map((state) => ({ kind, state, clock, step: clock.next }));
  });
  const over = ['answered', 'refused', 'redirected', 'closed', 'withdrawn', 'merged', 'handed-over'];
  it.each(cases)('$kind, $state', ({ kind, state, clock, step }) => {
    if (step === undefined) throw new Error('nothing to fire');
    expect(verdict(clock, step, now(state))).toBe(over.includes(state) ? 'answered' : 'fire');
    const paused = kind === 'internal' && state === 'awaiting-complement';
    expect(verdict(clock, step, now(state, 2))).toBe(paused ? 'behind' : over.includes(state) ? 'answered' : 'fire');
  });

  it('a case that intake does not know waits', () => {
    const { legal } = clocks;
    if (legal?.next === undefined) throw new Error('nothing to fire');
    expect(verdict(legal, legal.next, undefined)).toBe('unknown');
  });
});

describe('whose line of supervision hears of it', () => {
  const commune = 'commune:03.451.01.09';
  it.each([
    ['the organisation that has the case', { organisation: 'srm:03', addressee: commune }, 'srm:03'],
    ['with nobody assigned the addressee, who should qualify it', { addressee: commune }, commune],
    ['skips cases nobody was assigned: without an addressee the governor of the place', {}, 'gouverneur:03.451'],
    ['never the addressee of a confidential case', { addressee: commune, confidential: true }, 'gouverneur:03.451'],
    ['without a place the ministry', { communeCode: '' }, 'dgct'],
  ])('%s', (_name, about, expected) => {
    expect(answerableFor({ ...ordinary, ...about })).toBe(expected);
  });

  it('finds the province in any code of a commune or arrondissement', () => {
    expect(governorOf('01.511.01.0')).toBe('gouverneur:01.511');
    expect(governorOf('06.141.01.01')).toBe('gouverneur:06.141');
  });
});

describe('dated policies', () => {
  it('cover the thirty-five categories', () => {
    expect(Object.keys(targets2026)).toHaveLength(35);
  });

  it('take the row that was in force on the day, and guess none', () => {
    const rows = [
      { validFrom: '2020-01-01', validTo: '2025-12-31', source: 'old', value: 1 },
      { validFrom: '2026-01-01', source: 'new', value: 2 },
    ];
    expect(inForce(rows, '2025-12-31', 'x').value).toBe(1);
    expect(inForce(rows, '2026-01-01', 'x').value).toBe(2);
    expect(() => inForce(rows, '2019-12-31', 'x')).toThrow(new RangeError('no x policy is in force on 2019-12-31'));
  });

  it('never let a legal delay pause', () => {
    expect(policyFor(policies, 'legal', 'DEC', '2026-06-01').pausable).toBe(false);
    expect(policyFor(policies, 'internal', 'constructor', '2026-06-01').id).toBe('internal/otherwise@2017-06-23');
  });
});
