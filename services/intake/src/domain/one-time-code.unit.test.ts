import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type CodeState, isLive, judgeCode, mayNotSendUntil, nextCode, noHistory, recent } from './one-time-code.ts';

const start = Date.parse('2026-11-02T09:00:00Z');
const at = (minutes: number): Date => new Date(start + minutes * 60_000);
const code: CodeState = { nonce: 'n', sentAt: at(0), expiresAt: at(10), wrong: 0, spent: false };
const yes = (): boolean => true;
const no = (): boolean => false;

describe('a code', () => {
  it('lives ten minutes, to the instant', () => {
    expect(nextCode(undefined, 'n', at(0))).toEqual(code);
    expect(judgeCode(code, noHistory, new Date(at(10).getTime() - 1), yes)).toBe('right');
    expect(judgeCode(code, noHistory, at(10), yes)).toBe('expired');
    expect(judgeCode(undefined, noHistory, at(0), yes)).toBe('expired');
  });

  it('dies of the fifth wrong try, for the right digits too', () => {
    expect(judgeCode({ ...code, wrong: 4 }, noHistory, at(1), no)).toBe('wrong');
    expect(judgeCode({ ...code, wrong: 4 }, noHistory, at(1), yes)).toBe('right');
    expect(judgeCode({ ...code, wrong: 5 }, noHistory, at(1), yes)).toBe('locked');
  });

  it('is locked after twenty wrong tries at its number a day, whichever cases they were about', () => {
    const wrong = Array.from({ length: 20 }, (_, index) => at(index));
    expect(judgeCode({ ...code, expiresAt: at(60) }, { sends: [], wrong }, at(30), yes)).toBe('locked');
    const dayLater = { ...code, expiresAt: at(1_450) };
    expect(judgeCode(dayLater, { sends: [], wrong }, at(1_440), yes)).toBe('right');
  });

  it('goes again as it is while it lives, and its wrong tries stay counted; after that it is a new one', () => {
    expect(nextCode({ ...code, wrong: 3 }, 'other', at(2))).toEqual({
      ...code,
      wrong: 3,
      sentAt: at(2),
      expiresAt: at(12),
    });
    for (const dead of [
      { ...code, wrong: 5 },
      { ...code, spent: true },
      { ...code, expiresAt: at(2) },
    ])
      expect(nextCode(dead, 'other', at(2))).toMatchObject({ nonce: 'other', wrong: 0, spent: false });
  });

  it('that is used up is none', () => {
    expect(judgeCode({ ...code, spent: true }, noHistory, at(1), yes)).toBe('expired');
    expect(isLive({ ...code, spent: true }, at(1))).toBe(false);
  });
});

describe('the next sending', () => {
  const until = (sends: readonly number[], now: number, last?: CodeState) =>
    mayNotSendUntil(last, { sends: sends.map(at), wrong: [] }, at(now));

  it('waits a minute after the last, that of the receipt included', () => {
    expect(until([0], 0.5)).toEqual(at(1));
    expect(until([], 0.5, code)).toEqual(at(1));
    expect(until([0], 1)).toBeUndefined();
  });

  it('waits until an hour holds fewer than three, and a day fewer than six', () => {
    expect(until([0, 2, 4], 6)).toEqual(at(60));
    expect(until([0, 2, 4], 60)).toBeUndefined();
    expect(until([0, 2, 4, 61, 63, 65], 200)).toEqual(at(1_440));
    expect(until([0, 2, 4, 61, 63, 65], 1_440)).toBeUndefined();
  });

  it('never brings more than three into any hour nor six into any day, whoever asks when', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 120 }), { maxLength: 60 }), (gaps) => {
        let now = 0;
        const sent: number[] = [];
        for (const gap of gaps) {
          now += gap;
          const history = recent({ sends: sent.map(at), wrong: [] }, at(now));
          if (mayNotSendUntil(undefined, history, at(now)) === undefined) sent.push(now);
        }
        for (const first of sent) {
          expect(sent.filter((one) => one >= first && one < first + 60).length).toBeLessThanOrEqual(3);
          expect(sent.filter((one) => one >= first && one < first + 1_440).length).toBeLessThanOrEqual(6);
        }
      }),
    );
  });
});
