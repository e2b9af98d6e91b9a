import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { call, file, gateway, tokenOf, untilState } from '@jamaa/e2e';
import { measureCertificate } from '@jamaa/kit';
import { tlsAuthority, until, writeTls } from '@jamaa/kit/testing';
import { createMetrics } from '@jamaa/observability';
import {
  filledIn,
  fromKubernetes,
  panelQueries,
  type RunningPrometheus,
  ruleQueries,
  rules,
  selectors,
  startPrometheus,
  type Target,
} from '@jamaa/prometheus';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Connection } from 'mongoose';
import { processes } from './support/metrics.ts';
import { type NationalProcess, startNational } from './support/national.ts';
import { openDatabase, ports } from './support/platform.ts';

const CELL = '00';
/** Histograms of what does not happen within a minute have series, and no quantile: nothing is due, so nothing fires late. */
const idle = ['escalation_lag_seconds', 'slo="escalation-lag"'];

let prometheus: RunningPrometheus;
let secured: Server;
let national: NationalProcess;
let place: string;
let database: Connection;

const nowhere = { _id: '00|00.000|XXX' };
const shelves = () => database.useDb('jamaa_insights').collection<{ _id: string }>('shelves');

/** The links of this platform are in the clear: the one gauge of links that are not is told by the kit's own code beside it. */
async function startSecured(): Promise<number> {
  place = await mkdtemp(join(tmpdir(), 'jamaa-links-'));
  await writeTls(place, ['sla'], await tlsAuthority());
  const metrics = createMetrics('sla');
  measureCertificate(metrics, place);
  secured = createServer((_request, response) => {
    void metrics.registry.metrics().then((text) => {
      const own = text.split('\n').filter((line) => line.includes('tls_certificate'));
      response.setHeader('content-type', 'text/plain; version=0.0.4').end(`${own.join('\n')}\n`);
    });
  });
  await new Promise<void>((resolve) => secured.listen(0, '127.0.0.1', resolve));
  const address = secured.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

beforeAll(async () => {
  const targets: Target[] = processes.map((component) => ({
    component,
    address: `127.0.0.1:${ports.admin(component)}`,
  }));
  targets.push({ component: 'sla', address: `127.0.0.1:${await startSecured()}` });
  // The stack of one cell has none.
  national = await startNational(`03=${gateway}`);
  targets.push({ component: 'national-gateway', address: `127.0.0.1:${national.adminPort}` });
  prometheus = await startPrometheus(CELL, targets);
  await until('every process is read', async () => {
    const up = await prometheus.query('up == 1');
    return up.length === targets.length;
  });
  // What has never happened has no series yet: one complaint goes all the way, one is refused.
  await call('POST', '/v1/complaints', { body: { kind: 'reclamation' } });
  const filed = await file();
  await untilState(filed, 'assigned');
  const technical = await tokenOf('technical.sefrou');
  await call('POST', `/v1/complaints/${filed.reference}/take`, { token: technical });
  await call('GET', '/v1/locate?longitude=-4.83&latitude=33.83');
  // Nothing is due within a minute, and the clock of a platform that suites share stands still: a shelf of nowhere is late instead.
  database = await openDatabase();
  await shelves().replaceOne(nowhere, { dueSoon: 1, overdue: 1, breaches: 1 }, { upsert: true });
}, 120_000);
afterAll(async () => {
  await shelves().deleteOne(nowhere);
  await database.close();
  await prometheus.close();
  await national.child.kill();
  secured.close();
  await rm(place, { recursive: true, force: true });
});

const kubernetes = new Set<string>(fromKubernetes);

it('every query of every panel and rule has data on the running platform', async () => {
  const all = [...panelQueries(), ...(await ruleQueries())]
    .map(({ where, expr }) => ({ where, expr: filledIn(expr, { cell: CELL }) }))
    .filter(({ expr }) => !selectors(expr).some(({ name }) => kubernetes.has(name ?? '')));
  let empty: string[] = all.map(({ where }) => where);
  let queries = all;
  await until(
    'there is data for all',
    async () => {
      const missing: typeof all = [];
      // A rate needs something that goes on: what has happened once has risen from nowhere.
      await file();
      for (const one of queries) {
        const samples = await prometheus.query(one.expr);
        const quiet = idle.some((part) => one.expr.includes(part));
        if (!samples.some(({ value }) => quiet || !Number.isNaN(value))) missing.push(one);
      }
      queries = missing;
      empty = missing.map(({ where, expr }) => `${where}: ${expr}`);
      return missing.length === 0;
    },
    90_000,
  ).catch(() => expect(empty).toEqual([]));
  expect(all.length).toBeGreaterThan(200);
}, 120_000);

it('no rule fails to be evaluated', async () => {
  expect(await prometheus.failures()).toEqual([]);
});

/** What other suites do to this platform on purpose: they kill, spoil, move time, and let nobody be on call. */
const disturbed =
  /^Jamaa(BusinessTime|DeadLetters|ClocksParked|Process|Messages|Nobody|OnCall|Claims|Infected|Forged|Unknown|Clocks|Stale|Certificate|Register|Portal|Provider|Post|Refunds|Payments|Files|Import|OldRegisters|Sends|Calls|Database|Broken)/;

it('the relay, the leases and the processes of a healthy platform wake nobody', async () => {
  const quiet = (await rules()).alerts.filter(
    ({ alert, expr }) => !disturbed.test(alert) && !selectors(expr).some(({ name }) => kubernetes.has(name ?? '')),
  );
  let loud: string[] = [];
  await until(
    'nothing is the matter',
    async () => {
      loud = [];
      for (const { alert, expr } of quiet)
        for (const { labels } of await prometheus.query(expr)) loud.push(`${alert} ${JSON.stringify(labels)}`);
      return loud.length === 0;
    },
    60_000,
  ).catch(() => expect(loud).toEqual([]));
  expect(quiet.map(({ alert }) => alert)).toEqual(
    expect.arrayContaining(['JamaaRelayBehind', 'JamaaLeaseNotHeld', 'JamaaBrokerAway', 'JamaaComponentDown']),
  );
}, 90_000);
