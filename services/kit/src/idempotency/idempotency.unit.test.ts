import { expect, it } from '@jest/globals';
import type { Connection } from 'mongoose';
import type { Caller } from '../access/caller.ts';
import { onceOnly } from './idempotency.ts';

const anonymous: Caller = { kind: 'anonymous', client: 'public' };

/** Keys are judged before the database is asked for anything. */
const ask = (key: string) => {
  const untouched = new Proxy({} as Connection, {
    get: () => {
      throw new Error('the database was asked');
    },
  });
  const request = { caller: anonymous, method: 'submit', key, body: new Uint8Array() };
  return onceOnly(
    untouched,
    request,
    () => new Date(),
    { encode: () => new Uint8Array(), decode: () => '' },
    async () => '',
  );
};

it('refuses a key of the public that a stranger could meet by chance, and names it', async () => {
  const refusal = { code: 'validation-failed', fields: [{ path: 'Idempotency-Key', code: 'too-short' }] };
  await expect(ask('1')).rejects.toMatchObject(refusal);
  await expect(ask('k'.repeat(15))).rejects.toMatchObject(refusal);
  await expect(ask('k'.repeat(16))).rejects.toThrow('the database was asked');
});
