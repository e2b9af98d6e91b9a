import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMetrics } from '@jamaa/observability';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { tlsAuthority, writeTls } from '../testing/development-tls.ts';
import { measureCertificate } from './certificate-age.ts';

let place: string;

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'jamaa-certificate-'));
});
afterAll(() => rm(place, { recursive: true, force: true }));

it('what a certificate has left is told, from the file as it is now', async () => {
  await writeTls(place, ['sla'], await tlsAuthority());
  const metrics = createMetrics('sla');
  measureCertificate(metrics, place);
  const left = async (): Promise<number> =>
    Number(/^jamaa_sla_tls_certificate_expires_seconds (\S+)$/m.exec(await metrics.registry.metrics())?.[1]);
  expect(await left()).toBeGreaterThan(3_600);
  await rm(join(place, 'tls.crt'));
  expect(await metrics.registry.metrics()).toContain('jamaa_sla_collector_failures_total 1');
});

it('nothing is declared where links are in the clear', async () => {
  const metrics = createMetrics('sla');
  measureCertificate(metrics, undefined);
  expect(await metrics.registry.metrics()).not.toContain('tls_certificate');
});
