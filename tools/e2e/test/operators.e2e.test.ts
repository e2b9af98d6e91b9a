import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { call, gateway, tokenOf } from '@jamaa/e2e';
import { startChild } from '@jamaa/kit/testing';
import { serviceNames } from '@jamaa/stack';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { dataFolder } from './support/platform.ts';

const tool = join(import.meta.dirname, '../../ops/src/main.ts');
/** All that seal what is personal. */
const keepers = ['directory', 'intake', 'civil-registry', 'document-orders'];
/** Those, and all whose rules people change. */
const audited = ['directory', 'intake', 'routing', 'sla', 'civil-registry', 'document-orders'];

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

it('whoever verifies the audit trail verifies that of every service, and of all that is audited there', async () => {
  const token = await tokenOf('gestionnaire.sefrou');
  const raw =
    'المرجع القديم,النوع,Catégorie,Date de réception,الحالة,Description\r\n1,شكاية,ECL,2026-01-06,en cours,مصباح';
  const begun = await call('POST', '/v1/imports?organisation=commune:03.451.01.09&trial=true', {
    raw,
    token,
    headers: { 'content-type': 'text/csv' },
  });
  expect([begun.status, begun.body.detail]).toEqual([202, undefined]);
  // It may be done before it is cancelled.
  const { status } = await call('POST', `/v1/imports/${begun.body.id}/cancel`, { token, body: {} });
  expect([200, 409]).toContain(status);
  const { code, out, err } = await ops('audit', 'verify');
  const told = out.match(/^[a-z-]+: OK/gm);
  // What is broken stands in the tool's own words.
  expect([told, code, code === 0 ? '' : out + err]).toEqual([audited.map((service) => `${service}: OK`), 0, '']);
});

it('whoever is to upgrade sees the version of every database, and what runs on it', async () => {
  const { code, out } = await ops('versions');
  expect(code).toBe(0);
  for (const service of serviceNames) {
    expect(out).toMatch(new RegExp(`^${service} +\\d+ \\(\\d+–\\d+\\) +1 +expand +indexes +applied `, 'm'));
    expect(out).toMatch(new RegExp(`^${service} +\\d+\\.\\d+\\.\\d+ +\\d+–\\d+ +\\S+/\\d+/`, 'm'));
  }
});

it('a service that keeps neither says so when it is named', async () => {
  expect(await ops('keys', 'status', '--service', 'gis')).toMatchObject({
    code: 1,
    err: expect.stringContaining('gis does not offer this'),
  });
});

it('nobody becomes a cell’s first administrator when somebody administers it, and nobody does without a name', async () => {
  const who = ['--email', 'second@demo.jamaa.example', '--name', 'ثاني', '--cell', '00'];
  expect(await ops('first-administrator', ...who, '--operator', 'nadia')).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringContaining('cell 00 is administered: administrators make, correct and revoke further accounts'),
  });
  const elsewhere = [...who.slice(0, -1), '03', '--operator', 'nadia'];
  expect(await ops('first-administrator', ...elsewhere)).toMatchObject({
    code: 1,
    err: expect.stringContaining('this is cell 00'),
  });
  expect(await ops('first-administrator', ...who.slice(0, 2), '--operator', 'nadia')).toMatchObject({
    code: 2,
    err: expect.stringContaining('needs --name'),
  });
});
