import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tlsAuthority, until, writeTls } from '@jamaa/kit/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import express from 'express';
import { config as cellConfig } from '../src/config.ts';
import { believeEdge, createEdgeServer } from '../src/http/edge.ts';
import { config } from '../src/national/config.ts';
import { closeAll, nationalOf, send } from './national/support.ts';

const NAME = 'national-gateway';
let place: string;
let edge: ReturnType<typeof createEdgeServer>;
let plain: ReturnType<ReturnType<typeof express>['listen']>;
const folder = (name: string) => join(place, name);
const portOf = (server: { address(): unknown }) => (server.address() as AddressInfo).port;

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'jamaa-edge-'));
  const ours = await tlsAuthority();
  await writeTls(folder('gateway'), ['127.0.0.1', 'localhost'], ours);
  await writeTls(folder('national'), [NAME], ours);
  await writeTls(folder('routing'), ['routing'], ours);
  await writeTls(folder('stranger'), [NAME], await tlsAuthority('somebody else'));
  const app = express();
  app.use(believeEdge(NAME));
  app.get('{/*path}', (asked, response) => void response.json({ ip: asked.ip }));
  edge = createEdgeServer({ folder: folder('gateway'), refreshMs: 100 }, app, () => undefined);
  await new Promise<void>((resolve) => edge.listen(0, '127.0.0.1', resolve));
  plain = app.listen(0, '127.0.0.1');
});
afterAll(async () => {
  await closeAll();
  edge.close();
  plain.close();
  await rm(place, { recursive: true, force: true });
});

/** What the gateway takes the client's address for. @throws when the connection is refused */
async function seenAs(who: string | undefined, forwarded: string, door = edge, of = 'gateway'): Promise<string> {
  const read = (name: string, file: string) => readFile(join(folder(name), file));
  const own = who === undefined ? {} : { cert: await read(who, 'tls.crt'), key: await read(who, 'tls.key') };
  const ca = await read(of, 'ca.crt');
  return new Promise((resolve, reject) => {
    const headers = { 'x-forwarded-for': forwarded };
    const o = { host: '127.0.0.1', port: portOf(door), servername: 'localhost', agent: false, ca, headers, ...own };
    const asked = request(o, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => {
        text += piece;
      });
      response.on('end', () => resolve((JSON.parse(text) as { ip: string }).ip));
    });
    asked.on('error', reject);
    asked.end();
  });
}

describe('the client’s address', () => {
  it('is believed of the national gateway, by its certificate', async () => {
    expect(await seenAs('national', '105.1.2.3, 10.0.0.7')).toBe('105.1.2.3');
  });
  it('is not believed of another of our processes', async () => {
    expect(await seenAs('routing', '105.1.2.3')).toBe('127.0.0.1');
  });
  it('is no address that is none', async () => {
    expect(await seenAs('national', 'unknown')).toBe('127.0.0.1');
  });
  it.each([
    ['without a certificate', undefined],
    ['with one of another authority', 'stranger'],
  ])('is not asked for: who comes %s is not answered', async (_how, who) => {
    await expect(seenAs(who, '105.1.2.3')).rejects.toThrow();
  });
  it('is not believed in the clear', async () => {
    const { body } = await send(`http://127.0.0.1:${portOf(plain)}/`, { headers: { 'x-forwarded-for': '105.1.2.3' } });
    expect(JSON.parse(body.toString())).toEqual({ ip: '127.0.0.1' });
  });
});

it('a door whose certificate ends answers with the renewed one, without a restart', async () => {
  const authority = await tlsAuthority();
  const ends = new Date(Math.ceil(Date.now() / 1_000) * 1_000 + 2_000);
  await writeTls(folder('door'), ['localhost'], authority, ends);
  await writeTls(folder('visitor'), [NAME], authority);
  const door = createEdgeServer(
    { folder: folder('door'), refreshMs: 100 },
    edge.listeners('request')[0] as never,
    () => undefined,
  );
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  const asked = () => seenAs('visitor', '105.1.2.3', door, 'door');
  expect(await asked()).toBe('105.1.2.3');
  await until('the certificate has ended', () => Date.now() > ends.getTime() + 1_000);
  await expect(asked()).rejects.toThrow('expired');
  await writeTls(folder('door'), ['localhost'], authority);
  await until('the renewed one is shown', () => asked().catch(() => undefined), 5_000);
  door.close();
});

describe('the national gateway', () => {
  it('shows its certificate and tells the address', async () => {
    const CELLS = `03=https://localhost:${portOf(edge)}`;
    const national = await nationalOf({}, { CELLS, TLS_DIR: folder('national'), TRUSTED_PROXIES: '1' });
    const headers = { 'x-forwarded-for': '105.1.2.3', 'jamaa-cell': '03' };
    const { status, body } = await send(`${national.url}/v1/queues`, { headers });
    expect([status, JSON.parse(body.toString())]).toEqual([200, { ip: '105.1.2.3' }]);
  });
  it.each([
    ['CELLS', { CELLS: '03=http://cell:8443', TLS_DIR: '/tls' }],
    ['TLS_DIR', { CELLS: '03=https://cell:8443' }],
  ])('does not start in production without a secured way to its cells: %s', (name, env) => {
    const read = config.safeParse({ NODE_ENV: 'production', PORT: '0', ...env });
    expect(read.error?.issues.map(({ path }) => path.join('.'))).toEqual([name]);
  });
  it.each(['03', '03=cell', '3=http://cell', '03=http://a,03=http://b', '03=http://cell/path'])(
    'does not start with cells like %s',
    (CELLS) => {
      expect(config.safeParse({ PORT: '0', CELLS }).success).toBe(false);
    },
  );
});

it('a cell’s gateway has no such door without certificates', () => {
  const services = ['INTAKE', 'GIS', 'DIRECTORY', 'ROUTING', 'SLA', 'NOTIFICATIONS', 'ATTACHMENTS'];
  const addresses = [...services, 'CIVIL_REGISTRY', 'DOCUMENT_ORDERS', 'INSIGHTS'].map((name) => [
    `${name}_ADDRESS`,
    'x:1',
  ]);
  const env = { ...Object.fromEntries(addresses), PORT: '0', SECRETS_DIR: '/keys', ISSUER_URL: 'https://id.example' };
  expect(cellConfig.safeParse(env).success).toBe(true);
  const read = cellConfig.safeParse({ ...env, EDGE_PORT: '8443' });
  expect(read.error?.issues.map(({ path }) => path.join('.'))).toEqual(['EDGE_PORT']);
  expect(cellConfig.safeParse({ ...env, EDGE_PORT: '8443', EDGE_TLS_DIR: '/tls' }).success).toBe(true);
});
