import { describe, expect, it } from '@jest/globals';
import { decide, evolve, openEntry } from './entry.ts';

const at = new Date('2026-03-02T09:00:00Z');
const open = openEntry('complaint-1');

describe('an entry', () => {
  it('given open, when finished, then it has finished', () => {
    expect(decide({ type: 'finish', at }, open)).toEqual({ events: [{ type: 'finished', at }] });
  });
  it('given finished, when finished again, then refused', () => {
    const finished = evolve(open, { type: 'finished', at });
    expect(finished).toEqual({ complaintId: 'complaint-1', state: 'finished', version: 1 });
    expect(decide({ type: 'finish', at }, finished)).toEqual({ refused: 'finished-already' });
  });
});
