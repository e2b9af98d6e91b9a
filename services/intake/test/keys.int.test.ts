import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startChild, until } from '@jamaa/kit/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Filed, person, service } from './support/client.ts';
import { createWorld, type IntakeProcess, type World } from './support/world.ts';

const tool = join(import.meta.dirname, '../../../tools/ops/src/main.ts');
const CASES = 230;

interface KeyFile {
  current: string;
  master: Record<string, string>;
  index: string;
}

/** A new master key, on the real process: old rows open at every moment, all are wrapped anew, a crash goes on. */
describe('the rotation of master keys', () => {
  let world: World;
  const filed: Filed[] = [];
  const versions = ['1', '2'] as const;
  const cases = () => world.mongo.collection<{ _id: string; sealed: { key: { version: string } } }>('complaints');
  const file = (): string => join(world.suite.secretsDir, 'master-keys.json');
  const change = async (edit: (keys: KeyFile) => KeyFile): Promise<void> => {
    const keys = JSON.parse(await readFile(file(), 'utf8')) as KeyFile;
    await writeFile(file(), JSON.stringify(edit(keys)));
  };
  const ops = async (intake: IntakeProcess, ...args: string[]) => {
    const where = ['--address', `127.0.0.1:${intake.rpcPort}`, '--secrets', world.suite.secretsDir];
    const child = startChild(tool, {}, [...args, ...where, '--service', 'intake', '--operator', 'amina', '--json']);
    const { code } = await child.ended();
    return { code, out: child.stdout(), err: child.stderr() };
  };
  const wrappedUnder = (version: string): Promise<number> => cases().countDocuments({ 'sealed.key.version': version });
  const everyOneOpens = async (intake: IntakeProcess): Promise<void> => {
    for (const { id } of filed) {
      const contact = await intake.as(service('notifications'))('getContact', {
        complaintId: id,
        version: 1,
        codePurpose: '',
      });
      expect(contact.phone).toBe('+212612345678');
    }
  };

  beforeAll(async () => {
    world = await createWorld();
  }, 60_000);
  afterAll(() => world.close());

  it('goes on after kill -9, until nothing uses the old key and every row opens without it', async () => {
    const old = await world.start();
    for (let at = 0; at < CASES; at += 10)
      filed.push(...(await Promise.all(Array.from({ length: 10 }, () => old.submit()))));
    await old.child.kill();
    await change((keys) => ({
      ...keys,
      current: '2',
      master: { ...keys.master, 2: randomBytes(32).toString('base64') },
    }));

    const killed = await world.start({ FAILPOINTS: 'keys.after-batch' });
    await everyOneOpens(killed);
    expect((await ops(killed, 'keys', 'rotate', '--no-wait')).code).toBe(0);
    await killed.child.ended();
    expect(killed.child.stderr()).toContain('failpoint hit: keys.after-batch');
    expect(await Promise.all(versions.map(wrappedUnder))).toEqual([CASES - 100, 100]);

    const next = await world.start();
    await until('done', async () => (await wrappedUnder('1')) === 0);
    const status = await until('told', async () => {
      const { out } = await ops(next, 'keys', 'status');
      return (
        out.includes('"done"') &&
        (JSON.parse(out) as { versions: { version: string; uses: string }[]; rotation: { wrapped: string } })
      );
    });
    expect(status.rotation.wrapped).toBe(String(CASES));
    // The answers kept for repeated requests still are under the old key: it may not go before they have.
    expect(status.versions).toEqual([
      { version: '1', uses: String(CASES) },
      { version: '2', uses: String(CASES) },
    ]);
    await everyOneOpens(next);
    await next.child.kill();
  });

  it('an old key that is still used cannot be taken away unseen; one that is not, can', async () => {
    await change((keys) => ({ ...keys, master: { 2: keys.master['2'] ?? '' } }));
    await expect(world.start()).rejects.toThrow(/master key version 1 still wraps keys in idempotency/);
    await world.mongo.collection('idempotency').deleteMany({});
    const intake = await world.start();
    await everyOneOpens(intake);
    const [first] = filed;
    const search = await intake.as(person('gestionnaire'))('get', {
      reference: first?.reference ?? '',
      trackingCode: '',
    });
    expect(search.complaint?.complainant?.phone).toBe('+212*****78');
    expect(await ops(intake, 'keys', 'status')).toMatchObject({
      code: 0,
      out: expect.not.stringContaining('"version": "1"'),
    });
  });
});
