import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chooseChannels } from './channels.ts';
import { resolveDoubt } from './doubt.ts';
import { madeAt, messageKey } from './keys.ts';
import { delayAfter, retryPolicyAt } from './retry.ts';
import { isStale } from './stale.ts';
import { isLegalNotice, templates } from './templates.ts';

describe('channels', () => {
  const both = { email: true, phone: true };
  it('legal notices, a question with a delay and alerts of danger go by every channel that was given, anything else by one, e-mail first', () => {
    expect(templates.filter((template) => chooseChannels({ template }, both).length === 2)).toEqual([
      'receipt',
      'complement-asked',
      'answered',
      'refused',
      'redirected',
      'handed-over',
      'disposed',
      'order-complement-asked',
      'urgent',
    ]);
    expect(chooseChannels({ template: 'assigned' }, both)).toEqual(['email']);
    expect(chooseChannels({ template: 'recovery-code', way: 'sms' }, both)).toEqual(['sms']);
    expect(chooseChannels({ template: 'recovery-code', way: 'sms' }, { email: true, phone: false })).toEqual([]);
    expect(chooseChannels({ template: 'assigned' }, { email: false, phone: true })).toEqual(['sms']);
    expect(chooseChannels({ template: 'answered' }, { email: false, phone: false })).toEqual([]);
  });
});

describe('doubt', () => {
  it.each(templates)('%s', (template) => {
    const again = isLegalNotice(template) || template.endsWith('-code') ? 'send-again' : 'leave';
    expect(resolveDoubt({ template, channel: 'sms', uncertain: false })).toBe('ask-provider');
    expect(resolveDoubt({ template, channel: 'email', uncertain: false })).toBe(again);
    expect(resolveDoubt({ template, channel: 'email', uncertain: true })).toBe('leave');
  });
});

describe('tries', () => {
  const policy = retryPolicyAt(new Date('2026-11-02T09:05:00Z'));
  it('are eight, from one minute to six hours apart', () => {
    const delays = Array.from({ length: 8 }, (_, index) => delayAfter(index + 1, policy));
    expect(delays[0]).toBe(60_000);
    expect((delays[6] ?? 0) / 3_600_000).toBeCloseTo(6, 0);
    expect(delays[7]).toBeUndefined();
  });
  it('grow, and never beyond the longest', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), (tries) => {
        const [now = 0, next = 0] = [delayAfter(tries, policy), delayAfter(tries + 1, policy)];
        return now < next && next <= policy.maxMs;
      }),
    );
  });
});

describe('events that lie back', () => {
  const now = new Date('2026-11-22T09:05:00Z');
  it.each([
    ['of now', '2026-11-22T09:05:00Z', false],
    ['of a clock that is ahead', '2026-11-22T09:06:00Z', false],
    ['of fourteen days ago', '2026-11-08T09:05:00Z', false],
    ['of a moment before that', '2026-11-08T09:04:59.999Z', true],
    ['of last year', '2025-11-22T09:05:00Z', true],
  ])('%s', (_what, time, stale) => {
    expect(isStale(new Date(time), now)).toBe(stale);
  });
});

describe('keys', () => {
  const event = '019a4bd2-6a5c-7a11-8a3e-0123456789ab';
  it('are the same for the same event, recipient and channel, and differ otherwise', () => {
    const account = { kind: 'account', accountId: 'a' } as const;
    const complainant = { kind: 'complainant' } as const;
    expect(messageKey(event, account, 'email')).toBe(messageKey(event, { ...account }, 'email'));
    const keys = [
      messageKey(event, account, 'email'),
      messageKey(event, account, 'sms'),
      messageKey(event, complainant, 'email'),
      messageKey(event, { kind: 'account', accountId: 'b' }, 'email'),
      messageKey('019a4bd2-6a5c-7a11-8a3e-0123456789ac', account, 'email'),
    ];
    expect(new Set(keys).size).toBe(keys.length);
    for (const key of keys) expect(key).toMatch(/^[0-9a-f]{32}$/);
  });
  it('tell when their event was made, or that they cannot', () => {
    expect(madeAt(event)).toBe(0x019a4bd26a5c);
    expect(madeAt('6ba7b810-9dad-11d1-80b4-00c04fd430c8')).toBe(0);
    expect(madeAt('anything')).toBe(0);
  });
});
