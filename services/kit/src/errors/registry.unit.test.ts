import { describe, expect, it } from '@jest/globals';
import { AppError, invalidField, isAppError } from './app-error.ts';
import { type ErrorCode, errorRegistry, isErrorCode } from './registry.ts';

const codes = Object.keys(errorRegistry) as ErrorCode[];

describe('the table of errors', () => {
  it('has a title in three languages for every code', () => {
    for (const code of codes) {
      expect([code, Object.values(errorRegistry[code].title).filter((title) => title.trim() !== '').length]).toEqual([
        code,
        3,
      ]);
    }
  });
  it('asks to try again only where the same call may succeed later', () => {
    const retryable = codes.filter((code) => errorRegistry[code].retryable);
    expect(retryable.sort()).toEqual([
      'cell-unavailable',
      'deadline-exceeded',
      'idempotency-in-flight',
      'overloaded',
      'rate-limited',
      'request-timeout',
      'unavailable',
    ]);
  });
  it('keeps 5xx for what is not the caller’s doing', () => {
    expect(codes.filter((code) => errorRegistry[code].http >= 500).sort()).toEqual([
      'cell-unavailable',
      'deadline-exceeded',
      'internal',
      'overloaded',
      'unavailable',
    ]);
  });
  it('knows its codes, and no property of an object', () => {
    expect(isErrorCode('not-found')).toBe(true);
    for (const text of ['', 'toString', 'constructor', 7, undefined]) expect(isErrorCode(text)).toBe(false);
  });
});

describe('an error for the caller', () => {
  it('is recognised by shape, not by class', () => {
    const foreign = Object.assign(new Error('x'), { name: 'AppError', code: 'not-found' });
    expect(isAppError(foreign)).toBe(true);
    expect(isAppError(Object.assign(new Error('x'), { code: 'ENOENT' }))).toBe(false);
    expect(isAppError(Object.assign(new Error('x'), { name: 'AppError', code: 'ENOENT' }))).toBe(false);
  });
  it('names the field', () => {
    expect(invalidField('location.latitude', 'range', 'too far north')).toMatchObject({
      code: 'validation-failed',
      fields: [{ path: 'location.latitude', code: 'range', message: 'too far north' }],
    });
    expect(new AppError('internal', 'x').fields).toEqual([]);
  });
});
