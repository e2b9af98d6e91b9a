import { describe, expect, it } from '@jest/globals';
import { after, bySla, told } from '../../test/support/story.ts';
import type { CaseEvent } from './figures.ts';

const place = '03|03.451.01.09|VOI|web|2026-11-02';
const shelf = '03|03.451|VOI';
const breachedAt = new Date('2027-01-01T23:00:00Z');
const warned = bySla('a', 1, { type: 'warned' });
const breached = bySla('a', 2, { type: 'breached', at: breachedAt });
/** Figures of days, of one case `a` unless the place says otherwise. */
const days = (...events: CaseEvent[]) => Object.fromEntries(after(events).days);
const shelves = (...events: CaseEvent[]) => Object.fromEntries(after(events).shelves);
const filed = told('a', 1, 'received');

describe('a case in figures', () => {
  it('is received and open from its first event, in every state in which an answer is owed', () => {
    for (const state of ['qualification', 'assigned', 'in-progress', 'awaiting-complement', 'answer-proposed'])
      expect(days(filed, told('a', 2, state, 3))).toEqual({ [place]: { received: 1, open: 1 } });
  });

  it('is answered and ended by its first answer, in whole local days after the day of receipt', () => {
    for (const state of ['answered', 'refused', 'redirected'])
      expect(days(filed, told('a', 2, state, 12))).toEqual({
        [place]: {
          ...{ received: 1, answered: 1, ended: 1, first: 1, firstDays: 12, first_15: 1 },
          ...{ end: 1, endDays: 12, end_15: 1 },
        },
      });
  });

  it('ended with its answer, however long it takes to close', () => {
    const answered = [filed, told('a', 2, 'answered', 2)];
    expect(days(...answered, told('a', 3, 'closed', 17))).toEqual(days(...answered));
  });

  it('closed without its complement has ended and no answer', () => {
    expect(days(filed, told('a', 2, 'closed', 40))[place]).toEqual({
      ...{ received: 1, ended: 1, end: 1, endDays: 40, end_60: 1 },
    });
  });

  it('counts once when it is reopened: its first answer stays the first, its end is the last one', () => {
    const reopened = [filed, told('a', 2, 'answered', 2), told('a', 3, 'in-progress', 9)];
    expect(days(...reopened)[place]).toEqual({ received: 1, open: 1, answered: 1, first: 1, firstDays: 2, first_2: 1 });
    expect(days(...reopened, told('a', 4, 'answered', 33))[place]).toEqual({
      ...{ received: 1, ended: 1, answered: 1, first: 1, firstDays: 2, first_2: 1 },
      ...{ end: 1, endDays: 33, end_60: 1 },
    });
  });

  it('is due soon once warned, overdue once breached, neither once answered; the breach stays', () => {
    expect(days(filed, warned)[place]).toEqual({ received: 1, open: 1, dueSoon: 1 });
    expect(days(filed, warned, breached)[place]).toEqual({ received: 1, open: 1, overdue: 1, breached: 1 });
    const late = days(filed, warned, breached, told('a', 2, 'answered', 70))[place];
    expect(late).toMatchObject({ answered: 1, breached: 1, first_90: 1 });
    expect(late).not.toHaveProperty('overdue');
  });

  it('waits for no deadline when it is open again', () => {
    const open = days(filed, breached, told('a', 2, 'answered', 70), told('a', 3, 'in-progress', 71))[place];
    expect(open).toMatchObject({ open: 1, breached: 1 });
    expect(open).not.toHaveProperty('overdue');
  });

  it('is not late any more when its date moves ahead of the present; told metrics stay told', () => {
    const moved = bySla('a', 3, { type: 'rescheduled', ahead: true });
    expect(days(filed, warned, breached, moved)[place]).toEqual({ received: 1, open: 1, dueSoon: 1 });
    const again = bySla('a', 4, { type: 'breached', at: breachedAt });
    expect(shelves(filed, warned, breached, moved, again)[shelf]).toEqual({
      ...{ received_web: 1, open: 1, overdue: 1, breaches: 1 },
    });
  });

  it('stays received when it is withdrawn or merged, and is open again when it is taken out', () => {
    expect(days(filed, warned, told('a', 2, 'withdrawn', 3))[place]).toEqual({ received: 1, withdrawn: 1 });
    const merged = [filed, warned, told('a', 2, 'merged', 3)];
    expect(days(...merged)[place]).toEqual({ received: 1, merged: 1 });
    expect(days(...merged, told('a', 3, 'qualification', 4))[place]).toEqual({ received: 1, open: 1, dueSoon: 1 });
  });

  it('moves with its category and commune; what metrics were told does not', () => {
    const moved = told('a', 2, 'received', 1, { about: { category: 'ECL', commune: '03.231.01.05' } });
    expect(days(filed, warned, moved)).toEqual({
      '03|03.231.01.05|ECL|web|2026-11-02': { received: 1, open: 1, dueSoon: 1 },
    });
    expect(shelves(filed, warned, moved, breached)).toEqual({
      [shelf]: { received_web: 1 },
      '03|03.231|ECL': { open: 1, overdue: 1, breaches: 1 },
    });
  });

  it('counts where it was received when another body takes it, and nowhere once another cell has it', () => {
    expect(days(filed, told('a', 2, 'assigned', 1))).toEqual(days(filed));
    expect(days(filed, warned, told('a', 2, 'handed-over', 5))).toEqual({});
  });

  it('is the same after it has forgotten its person', () => {
    const ended = [filed, told('a', 2, 'answered', 2)];
    expect(days(...ended, told('a', 3, 'answered', 800))).toEqual(days(...ended));
  });

  it('counts in its région alone while it is confidential, also once it becomes so', () => {
    const corruption = { category: 'COR', confidential: true };
    const counted = { '03|03|||2026-11-02': { received: 1, open: 1 } };
    expect(days(told('a', 1, 'qualification', 0, { about: corruption }))).toEqual(counted);
    expect(days(filed, told('a', 2, 'received', 1, { about: corruption }))).toEqual(counted);
    expect(shelves(told('a', 1, 'qualification', 0, { about: corruption }), warned, breached)).toEqual({
      '03|03|': { received_: 1, open: 1, overdue: 1, breaches: 1 },
    });
  });

  it('counts nowhere when it is training', () => {
    const books = after([
      told('a', 1, 'received', 0, { training: true }),
      told('a', 2, 'answered', 3, { training: true }),
    ]);
    expect([books.cases.size, books.days.size, books.shelves.size]).toEqual([0, 0, 0]);
  });

  it('is no breach of ours when it was late before it was taken over, though it is overdue', () => {
    const taken = (at: string) => told('a', 1, 'received', 0, { about: { importedAt: new Date(at), channel: 'desk' } });
    expect(days(taken('2027-02-01T00:00:00Z'), breached)).toEqual({
      '03|03.451.01.09|VOI|desk|2026-11-02': { received: 1, open: 1, overdue: 1 },
    });
    expect(shelves(taken('2026-12-01T00:00:00Z'), breached)[shelf]).toEqual({
      ...{ received_import: 1, open: 1, overdue: 1, breaches: 1 },
    });
  });

  it('has no delay when it is an observation or a suggestion, but its disposition answers it', () => {
    const disposed = told('a', 2, 'closed', 4, { disposition: 'retained', about: { timed: false } });
    const idea = told('a', 1, 'received', 0, { about: { timed: false } });
    expect(days(idea, disposed)[place]).toEqual({ received: 1, ended: 1, answered: 1 });
  });

  it('is kept apart by cell', () => {
    const there = { ...told('a', 1, 'received'), cell: '06' };
    expect(Object.keys(days(there))).toEqual(['06|03.451.01.09|VOI|web|2026-11-02']);
  });

  it('is parked, not guessed, in a state that this build does not know', () => {
    expect(() => after([told('a', 1, 'floating')])).toThrow(RangeError);
  });
});
