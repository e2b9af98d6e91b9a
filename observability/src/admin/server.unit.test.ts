import { afterEach, describe, expect, it } from '@jest/globals';
import { createMetrics } from '../metrics/metrics.ts';
import type { Check } from './checks.ts';
import { type AdminServer, startAdminServer } from './server.ts';

let server: AdminServer | undefined;

async function start(checks: () => Check[] | Promise<Check[]>): Promise<string> {
  const metrics = createMetrics('intake');
  metrics.gauge('open_complaints', 'Complaints that are open').set(12);
  server = await startAdminServer({ port: 0, host: '127.0.0.1', metrics, checks });
  return `http://127.0.0.1:${server.port}`;
}

afterEach(async () => {
  await server?.close();
  server = undefined;
});

describe('GET /readyz', () => {
  const database: Check = { name: 'database', state: 'ok' };

  it('is 200 when all is well', async () => {
    const response = await fetch(`${await start(() => [database])}/readyz`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ ready: true, checks: [database] });
  });

  it('stays 200 when something is degraded', async () => {
    const bus: Check = { name: 'bus', state: 'degraded', detail: 'reconnecting' };
    const response = await fetch(`${await start(async () => [database, bus])}/readyz`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ ready: true, checks: [database, bus] });
  });

  it('is 503 when a check has failed', async () => {
    const territory: Check = { name: 'territory', state: 'failed', detail: 'no snapshot yet' };
    const response = await fetch(`${await start(() => [database, territory])}/readyz`);
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ ready: false, checks: [database, territory] });
  });

  it('is 503 when the checks throw, and leaves out values', async () => {
    const base = await start(() => Promise.reject(new Error('no answer for "Amina Berrada"')));
    const response = await fetch(`${base}/readyz`);
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({
      ready: false,
      checks: [{ name: 'checks', state: 'failed', detail: 'no answer for [redacted]' }],
    });
  });

  it('is 503 when the checks hang, while /healthz stays 200', async () => {
    const base = await start(() => new Promise(() => undefined));
    const ready = fetch(`${base}/readyz`);
    expect((await fetch(`${base}/healthz`)).status).toBe(200);
    expect((await ready).status).toBe(503);
  });
});

describe('the other paths', () => {
  it('GET /metrics is Prometheus text', async () => {
    const response = await fetch(`${await start(() => [])}/metrics`);
    expect(response.headers.get('content-type')).toContain('text/plain');
    expect(await response.text()).toContain('jamaa_intake_open_complaints 12');
  });

  it('HEAD has no body', async () => {
    const response = await fetch(`${await start(() => [])}/healthz`, { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([200, '']);
  });

  it('ignores a query', async () => {
    expect((await fetch(`${await start(() => [])}/healthz?probe=1`)).status).toBe(200);
  });

  it.each([
    ['GET', '/', 404],
    ['POST', '/readyz', 405],
  ])('%s %s is %d', async (method, path, status) => {
    expect((await fetch((await start(() => [])) + path, { method })).status).toBe(status);
  });
});

it('names the port that is in use', async () => {
  await start(() => []);
  const port = server?.port ?? 0;
  const second = startAdminServer({ port, host: '127.0.0.1', metrics: createMetrics('sla'), checks: () => [] });
  await expect(second).rejects.toThrow(`port: the admin server cannot listen on 127.0.0.1:${port}`);
});

it('closes while a client holds its connection open', async () => {
  const base = await start(() => []);
  await (await fetch(`${base}/healthz`)).text();
  await server?.close();
  server = undefined;
  await expect(fetch(`${base}/healthz`)).rejects.toThrow();
});
