import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openKeyring } from './keyring.ts';

const key = (): string => randomBytes(32).toString('base64');
const [first, second, index] = [key(), key(), key()];

let folder: string;
const keyringOf = async (file: unknown) => {
  await writeFile(join(folder, 'master-keys.json'), JSON.stringify(file));
  return openKeyring(folder);
};
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jamaa-keyring-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('sealing', () => {
  it('opens what it sealed, in the same place, also after a restart', async () => {
    const before = (await keyringOf({ current: '1', master: { 1: first }, index })).newPersonKey();
    const sealed = before.seal('أمينة العلوي', 'complaint/7/name');
    expect(Buffer.from(sealed).includes('أمينة')).toBe(false);
    const after = (await keyringOf({ current: '1', master: { 1: first }, index })).unwrap(before.wrapped);
    expect(after.open(sealed, 'complaint/7/name')).toBe('أمينة العلوي');
  });
  it('never seals the same text to the same bytes', async () => {
    const person = (await keyringOf({ current: '1', master: { 1: first }, index })).newPersonKey();
    expect(person.seal('0612345678', 'phone')).not.toEqual(person.seal('0612345678', 'phone'));
  });
  it('does not open in another place, with another person’s key, or after a change of one bit', async () => {
    const keyring = await keyringOf({ current: '1', master: { 1: first }, index });
    const person = keyring.newPersonKey();
    const sealed = person.seal('0612345678', 'complaint/7/phone');
    expect(() => person.open(sealed, 'complaint/8/phone')).toThrow();
    expect(() => keyring.newPersonKey().open(sealed, 'complaint/7/phone')).toThrow();
    for (const at of [0, 12, sealed.length - 1]) {
      const bent = Buffer.from(sealed);
      bent[at] = (bent[at] ?? 0) ^ 1;
      expect(() => person.open(bent, 'complaint/7/phone')).toThrow();
    }
  });
});

describe('a new version of the master key', () => {
  it('seals from then on, while the old one still opens', async () => {
    const old = (await keyringOf({ current: '1', master: { 1: first }, index })).newPersonKey();
    const sealed = old.seal('text', 'here');
    const rotated = await keyringOf({ current: '2', master: { 1: first, 2: second }, index });
    expect(rotated.unwrap(old.wrapped).open(sealed, 'here')).toBe('text');
    expect(rotated.newPersonKey().wrapped.version).toBe('2');
  });
  it('is named when it is missing, and another one in its place opens nothing', async () => {
    const old = (await keyringOf({ current: '1', master: { 1: first }, index })).newPersonKey();
    const without = await keyringOf({ current: '2', master: { 2: second }, index });
    expect(() => without.unwrap(old.wrapped)).toThrow('master key version 1 is not in master-keys.json');
    const wrong = await keyringOf({ current: '1', master: { 1: second }, index });
    expect(() => wrong.unwrap(old.wrapped)).toThrow();
  });
  it.each([
    ['a short key', { current: '1', master: { 1: Buffer.from('short').toString('base64') }, index }],
    ['no index key', { current: '1', master: { 1: first } }],
    ['a current version that has no key', { current: '9', master: { 1: first }, index }],
  ])('is refused with %s', async (_name, file) => {
    await expect(keyringOf(file)).rejects.toThrow();
  });
});

describe('a blind index', () => {
  it('is equal for equal values of one kind, and for nothing else', async () => {
    const keyring = await keyringOf({ current: '1', master: { 1: first }, index });
    const phone = keyring.blindIndex('phone', '+212612345678');
    expect(keyring.blindIndex('phone', '+212612345678')).toBe(phone);
    expect(keyring.blindIndex('phone', '+212612345679')).not.toBe(phone);
    expect(keyring.blindIndex('id', '+212612345678')).not.toBe(phone);
    const other = await keyringOf({ current: '1', master: { 1: first }, index: key() });
    expect(other.blindIndex('phone', '+212612345678')).not.toBe(phone);
  });
  it('stays when the master key changes', async () => {
    const before = await keyringOf({ current: '1', master: { 1: first }, index });
    const phone = before.blindIndex('phone', '+212612345678');
    const after = await keyringOf({ current: '2', master: { 1: first, 2: second }, index });
    expect(after.blindIndex('phone', '+212612345678')).toBe(phone);
  });
});
