import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { serviceNames } from '@jamaa/stack';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readDockerConfig } from '../src/config.ts';
import { writeSecrets } from '../src/write-secrets.ts';
import { composeServices } from './support/compose.ts';

describe('the secrets of docker-compose.yml', () => {
  let folder: string;
  const all = async (): Promise<Record<string, string>> =>
    Object.fromEntries(
      await Promise.all(
        (await readdir(folder)).map(async (name) => [name, await readFile(join(folder, name), 'utf8')]),
      ),
    );
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'jamaa-docker-'));
    await writeSecrets(folder);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('are made once: a second start finds those of the first', async () => {
    const before = await all();
    await writeSecrets(folder);
    expect(await all()).toEqual(before);
  });

  it('are nobody else’s to read, but public keys', async () => {
    for (const name of await readdir(folder)) {
      const open = /\.(jwks\.json|chain\.pem)$/.test(name);
      expect([name, (await stat(join(folder, name))).mode & 0o077]).toEqual([name, open ? 0o044 : 0]);
    }
  });

  it('are all that any container reads', async () => {
    const files = await readdir(folder);
    const read = [...(await composeServices()).values()].flatMap(({ command = [], environment = {} }) =>
      [...command, ...Object.values(environment)].flatMap(
        (word) => /(?:\/run\/jamaa|\/secrets)\/(\S+)$/.exec(word)?.[1] ?? [],
      ),
    );
    expect(read.length).toBeGreaterThan(serviceNames.length);
    expect(read.filter((name) => !files.includes(name))).toEqual([]);
    // As mongod wants it, and as entrypoints of the database read it.
    expect(await readFile(join(folder, 'mongodb.keyfile'), 'utf8')).toMatch(/^[A-Za-z0-9+/]{6,1024}$/);
  });

  it('say the same to Node as they were written', async () => {
    const passwords = JSON.parse(await readFile(join(folder, 'passwords.json'), 'utf8')) as Record<string, string>;
    for (const name of serviceNames) {
      const { NATS_PASSWORD, MONGODB_URI = '' } = parseEnv(await readFile(join(folder, `${name}.env`), 'utf8'));
      expect(NATS_PASSWORD).toBe(passwords[name]);
      expect(MONGODB_URI).toContain(`//${name}:${passwords[name]}@mongo-1:27017,`);
    }
  });

  it('are not made for production', () => {
    const given = { NODE_ENV: 'production', SECRETS_DIR: folder };
    expect(() => readDockerConfig(given)).toThrow('NODE_ENV: must be development');
  });
});
