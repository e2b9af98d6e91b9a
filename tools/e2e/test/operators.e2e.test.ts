import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gateway } from '@jamaa/e2e';
import { startChild } from '@jamaa/kit/testing';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { dataFolder } from './support/platform.ts';

const tool = join(import.meta.dirname, '../../ops/src/main.ts');
/** All that seal what is personal, and keep an audit trail of it. */
const keepers = ['directory', 'intake', 'civil-registry', 'document-orders'];

let place: string;
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'jamaa-operators-'));
  await writeFile(join(place, 'stack.json'), JSON.stringify({ gateway, data: await dataFolder() }));
});
afterAll(() => rm(place, { recursive: true, force: true }));

const ops = async (...args: string[]) => {
  const child = startChild(tool, {}, [...args, '--stack', join(place, 'stack.json')]);
  const { code } = await child.ended();
  return { code, out: child.stdout(), err: child.stderr() };
};

it('whoever looks at the master keys sees every service that seals with them', async () => {
  const { code, out } = await ops('keys', 'status');
  expect(code).toBe(0);
  for (const service of keepers) expect(out).toMatch(new RegExp(`^${service} +1 +seals`, 'm'));
});

it('whoever verifies the audit trail verifies that of every service', async () => {
  const { code, out } = await ops('audit', 'verify');
  expect(out.match(/^[a-z-]+: OK/gm)).toEqual(keepers.map((service) => `${service}: OK`));
  expect(code).toBe(0);
});

it('a service that keeps neither says so when it is named', async () => {
  expect(await ops('keys', 'status', '--service', 'gis')).toMatchObject({
    code: 1,
    err: expect.stringContaining('gis does not offer this'),
  });
});
