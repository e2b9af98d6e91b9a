import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { newId, nextId } from './ids.ts';

const UUIDV7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('ids', () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  it('are UUIDv7 and all different', () => {
    const ids = Array.from({ length: 1_000 }, newId);
    expect(ids.every((id) => UUIDV7.test(id))).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
  });
  it('grow along an aggregate, many to the millisecond', () => {
    const ids: string[] = [];
    for (let n = 0; n < 5_000; n += 1) ids.push(nextId(ids.at(-1)));
    expect(ids).toEqual([...ids].sort());
    expect(new Set(ids).size).toBe(ids.length);
  });
  it('grow also where the clock is behind the one that gave the id before', () => {
    jest.useFakeTimers({ now: new Date('2026-11-02T10:00:05Z') });
    const ahead = nextId(undefined);
    jest.setSystemTime(new Date('2026-11-02T10:00:00Z'));
    const behind = nextId(ahead);
    expect(behind > ahead).toBe(true);
    expect(behind).toMatch(UUIDV7);
    expect(nextId(behind) > behind).toBe(true);
  });
});
