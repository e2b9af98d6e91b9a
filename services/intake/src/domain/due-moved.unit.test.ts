import { describe, expect, it } from '@jest/globals';
import type { Complaint } from './complaint.ts';
import { followClock } from './due-moved.ts';
import { evolve } from './evolve.ts';

const dueAt = new Date('2026-07-31T23:00:00Z');
const given = { state: 'in-progress', language: 'fr', dueAt } as Complaint;
const clock = {
  dueAt: new Date('2026-08-01T00:00:00Z'),
  explanation: { ar: 'ش', fr: 'e' },
  movement: { ar: 'ح', fr: 'm' },
  dayMoved: false,
};

describe('the legal date of a case follows its clock', () => {
  it('takes date, explanation and reason in the language of the case', () => {
    const [event] = followClock(given, clock);
    if (event === undefined) throw new Error('nothing happened');
    expect(event).toMatchObject({ text: 'm', dayMoved: false });
    expect(evolve(given, event, dueAt)).toMatchObject({ dueAt: clock.dueAt, dueExplanation: clock.explanation });
    expect(followClock({ ...given, language: 'ar' }, clock)[0]?.text).toBe('ح');
    expect(followClock({ ...given, language: 'ar' }, { ...clock, movement: { ar: '', fr: '' } })[0]?.text).toBe('ش');
  });

  it.each([
    ['told again', { ...given, dueAt: clock.dueAt }],
    ['answered already', { ...given, state: 'answered' as const }],
    ['without a legal delay', { ...given, dueAt: undefined }],
  ])('%s: nothing changes', (_name, complaint) => {
    expect(followClock(complaint, clock)).toEqual([]);
  });
});
