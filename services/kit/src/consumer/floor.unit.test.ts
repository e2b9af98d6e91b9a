import { describe, expect, it } from '@jest/globals';
import { type FloorRow, gapReason } from './floor.ts';

const row = (over: Partial<FloorRow> = {}): FloorRow => ({
  _id: 'intake',
  stream: 'S 1',
  floor: 40,
  updatedAt: new Date(0),
  ...over,
});
const stream = (firstSequence: number, created = 'S 1') => ({ firstSequence, created });
const healing = { reason: 'new-consumer', startedAt: new Date(0), applied: 3 };

describe('a gap before the stream', () => {
  it.each([
    ['nothing dropped', row(), stream(1), true, undefined],
    ['dropped just up to what was applied', row(), stream(41), true, undefined],
    ['one message dropped', row(), stream(42), true, 'messages-dropped'],
    ['one message dropped, no journal', row(), stream(42), false, 'messages-dropped'],
    ['another stream of the same name', row(), stream(1, 'S 2'), true, 'stream-made-anew'],
    ['a healing that was cut short', row({ healing }), stream(1), true, 'healing-interrupted'],
    ['a consumer without a past asks the journal', null, stream(1), true, 'new-consumer'],
    ['without a journal it can only look at the stream', null, stream(1), false, undefined],
    ['and sees what was dropped', null, stream(2), false, 'messages-dropped'],
    ['an empty stream has dropped nothing', null, stream(0), false, undefined],
  ])('%s', (_name, known, found, askJournal, expected) => {
    expect(gapReason(known, found, askJournal)).toBe(expected);
  });
});
