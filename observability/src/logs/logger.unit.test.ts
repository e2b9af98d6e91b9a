import { beforeEach, describe, expect, it } from '@jest/globals';
import { createLogger, type Logger } from './logger.ts';

const CANARIES = ['Amina Berrada', 'amina@example.ma', '+212612345678', '0612345678', 'BE123456', 'Rue des Orangers'];

let written: string[];
let logger: Logger;

/** The only line written, parsed. */
function line(): Record<string, unknown> {
  expect(written).toHaveLength(1);
  return JSON.parse(written[0] ?? '');
}

beforeEach(() => {
  written = [];
  const destination = { write: (text: string) => written.push(text) };
  logger = createLogger({ service: 'intake', cell: '03', level: 'debug', destination });
});

describe('a log line', () => {
  it('carries service, cell, level by name, ISO time and message', () => {
    logger.info({ complaintId: '0199' }, 'accepted');
    expect(line()).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      service: 'intake',
      cell: '03',
      complaintId: '0199',
      msg: 'accepted',
    });
  });

  it('has no trace fields outside a span', () => {
    logger.info('started');
    expect(line()).not.toHaveProperty('trace_id');
  });

  it('is not written below the level', () => {
    logger.trace('too fine');
    expect(written).toEqual([]);
  });
});

describe('personal data', () => {
  it('is masked by field name at every depth and in lists', () => {
    logger.info({
      phone: '0612345678',
      citizen: { name: 'Amina Berrada', contact: { email: 'amina@example.ma' } },
      reporters: [{ identity: { cin: 'BE123456' } }, { deep: { deeper: { address: 'Rue des Orangers' } } }],
    });
    for (const canary of CANARIES) expect(written[0]).not.toContain(canary);
    expect(line()).toMatchObject({ phone: '[redacted]', citizen: { name: '[redacted]', contact: '[redacted]' } });
  });

  it.each([
    'authorization',
    'Authorization',
    'cookie',
    'Set-Cookie',
    'tracking-code',
    'trackingCode',
    'contactEmail',
    'citizen_phone',
    'description',
    'callerToken',
  ])('is masked under %s', (key) => {
    logger.info({ headers: { [key]: 'Amina Berrada' } });
    expect(line().headers).toEqual({ [key]: '[redacted]' });
  });

  it('is masked in the bindings of a child logger', () => {
    logger.child({ request: { email: 'amina@example.ma' } }).info('received');
    expect(line().request).toEqual({ email: '[redacted]' });
  });

  it('is masked in what an object shows through toJSON', () => {
    logger.info({ document: { toJSON: () => ({ _id: '7', fullName: 'Amina Berrada' }) } });
    expect(line().document).toEqual({ _id: '7', fullName: '[redacted]' });
  });

  it.each([
    'amina@example.ma',
    '+212612345678',
    '+212 6 12 34 56 78',
    '0612345678',
    '06 12 34 56 78',
    '06-12-34-56-78',
  ])('is masked in the message: %s', (contact) => {
    logger.info(`sending to ${contact} now`);
    expect(line().msg).toBe('sending to [redacted] now');
  });

  it('counts bytes instead of writing them', () => {
    logger.info({ photo: Buffer.from('Amina Berrada') });
    expect(line().photo).toBe('[13 bytes]');
  });
});

it('costs no more than its length when a line is long', () => {
  const long = 'a'.repeat(200_000);
  logger.info({ long: `${long}@`, phone: 1 });
  expect(line()).toMatchObject({ long: `${long}@`, phone: '[redacted]' });
});

describe('identifiers', () => {
  it.each([
    '05-26-712345-6',
    '0199a0b2-0612-7456-8901-061234567890',
    '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    '2026-05-06T07:08:09.123Z',
    'jamaa.05.intake.complaint.submitted',
    'nats://127.0.0.1:4222',
  ])('stay whole: %s', (id) => {
    logger.info({ id, count: 1.0612345678, at: 1_790_612_345_678 });
    expect(line()).toMatchObject({ id, count: 1.0612345678, at: 1_790_612_345_678 });
  });
});

describe('an error', () => {
  it('keeps type, code, message and stack, and drops every other property', () => {
    const error = Object.assign(new TypeError('refused'), { code: 'E_REFUSED', keyValue: { phone: '0612345678' } });
    logger.error(error);
    expect(line()).toMatchObject({ level: 'error', msg: 'refused' });
    expect(line().err).toEqual({
      type: 'TypeError',
      code: 'E_REFUSED',
      message: 'refused',
      stack: expect.stringContaining('logger.unit.test.ts'),
    });
  });

  it.each([
    ['E11000 duplicate key error dup key: { fullName: "Amina Berrada" }', /^E11000 .* dup key: \[redacted\]$/],
    ['Cast to Number failed for value "Amina Berrada" at path "age"', /value \[redacted\] at path "age"$/],
    ['Unexpected token, "Amina Berrada" is not valid JSON', /^Unexpected token, \[redacted\] is/],
    ["invalid value 'Amina Berrada'", /^invalid value \[redacted\]$/],
  ])('loses the values in: %s', (message, expected) => {
    logger.error({ err: new Error(message) });
    expect(written[0]).not.toContain('Amina');
    expect(line().msg).toMatch(expected);
  });

  it('is reduced under any other field, with its causes and members', () => {
    const cause = Object.assign(new Error('no route'), { value: 'Amina Berrada' });
    const failure = new AggregateError([new Error('first', { cause })], 'all failed');
    logger.warn({ failure }, 'retrying');
    expect(line().failure).toMatchObject({
      type: 'AggregateError',
      errors: [{ message: 'first', cause: { message: 'no route' } }],
    });
    expect(written[0]).not.toContain('Amina');
  });
});

it('refuses an unknown level by name', () => {
  expect(() => createLogger({ service: 'intake', level: 'loud' })).toThrow(/^level: must be one of trace, debug/);
});
