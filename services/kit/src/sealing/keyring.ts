import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const key = z.base64().transform((text, context) => {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== 32) context.addIssue({ code: 'custom', message: 'a key is 32 bytes' });
  // A prepared key: with raw bytes the library would prepare them again at each use, four times the cost of sealing a field.
  return createSecretKey(bytes);
});

const keyFile = z
  .object({
    /** Version that seals; all versions open. */
    current: z.string(),
    master: z.record(z.string(), key),
    index: key,
  })
  .refine(({ current, master }) => Object.hasOwn(master, current), {
    path: ['current'],
    error: 'names no key of master',
  });

/** A person's own key, wrapped by a master key. Deleting it erases what it sealed. */
export interface WrappedKey {
  readonly version: string;
  readonly wrapped: Uint8Array;
}

/** Where master keys wrap and unwrap: a file of mounted secrets today; a KMS would stand behind the same two calls. */
interface MasterKeys {
  readonly current: string;
  readonly versions: readonly string[];
  wrap(raw: Buffer): WrappedKey;
  /** @throws Error naming a version that is not there */
  unwrap(key: WrappedKey): Buffer;
}

/** Seals fields with AES-256-GCM under a key per person, which versioned master keys wrap. */
export interface Keyring {
  newPersonKey(): PersonKey;
  unwrap(key: WrappedKey): PersonKey;
  /** HMAC that lets equal values be found without being readable; `kind` keeps phone and id apart. */
  blindIndex(kind: string, value: string): string;
  readonly currentVersion: string;
  /** Versions that open. */
  readonly versions: readonly string[];
  /** The same person key under the current master key. */
  rewrap(key: WrappedKey): WrappedKey;
}

export interface PersonKey {
  readonly wrapped: WrappedKey;
  /** `context` (where the field stands, for example `complaint/<id>/phone`) must be the same to open it. */
  seal(value: string, context: string): Uint8Array;
  open(sealed: Uint8Array, context: string): string;
  /** The same for bytes: a file. */
  sealBytes(value: Uint8Array, context: string): Uint8Array;
  openBytes(sealed: Uint8Array, context: string): Buffer;
}

/** Reads `master-keys.json` of the secrets directory: {current, master: {version: base64}, index: base64}. */
export async function openKeyring(secretsDir: string): Promise<Keyring> {
  const file = keyFile.parse(JSON.parse(await readFile(join(secretsDir, 'master-keys.json'), 'utf8')));
  return keyringOver(masterKeysOf(file.current, file.master), file.index);
}

function masterKeysOf(current: string, keys: Readonly<Record<string, KeyObject>>): MasterKeys {
  const master = (version: string): KeyObject => {
    const found = keys[version];
    if (found === undefined) throw new Error(`master key version ${version} is not in master-keys.json`);
    return found;
  };
  return {
    current,
    versions: Object.keys(keys),
    wrap: (raw) => ({ version: current, wrapped: encrypt(master(current), raw, `person-key/${current}`) }),
    unwrap: ({ version, wrapped }) => decrypt(master(version), wrapped, `person-key/${version}`),
  };
}

function keyringOver(master: MasterKeys, index: KeyObject): Keyring {
  const personKey = (key: KeyObject, wrapped: WrappedKey): PersonKey => ({
    wrapped,
    seal: (value, context) => encrypt(key, Buffer.from(value, 'utf8'), context),
    open: (sealed, context) => decrypt(key, sealed, context).toString('utf8'),
    sealBytes: (value, context) => encrypt(key, value, context),
    openBytes: (sealed, context) => decrypt(key, sealed, context),
  });
  return {
    currentVersion: master.current,
    versions: master.versions,
    newPersonKey() {
      const raw = randomBytes(32);
      return personKey(createSecretKey(raw), master.wrap(raw));
    },
    unwrap: (wrapped) => personKey(createSecretKey(master.unwrap(wrapped)), wrapped),
    rewrap: (wrapped) => master.wrap(master.unwrap(wrapped)),
    blindIndex: (kind, value) =>
      createHmac('sha256', index).update(`${kind}\0${value}`).digest().subarray(0, 16).toString('base64url'),
  };
}

const encrypt = (key: KeyObject, plain: Uint8Array, context: string): Uint8Array => {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context, 'utf8'));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
};

const decrypt = (key: KeyObject, sealed: Uint8Array, context: string): Buffer => {
  const bytes = Buffer.from(sealed);
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAAD(Buffer.from(context, 'utf8'));
  decipher.setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
};
