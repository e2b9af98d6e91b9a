import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serviceEnvironment } from '@jamaa/kit';
import {
  cellServices,
  type Member,
  peersOf,
  placeOfCell,
  placeOfHub,
  portsFrom,
  type ServiceName,
  serviceNames,
} from '@jamaa/stack';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import type { z } from 'zod';
import { config as gateway } from '../../../gateway/src/config.ts';
import { config as nationalGateway } from '../../../gateway/src/national/config.ts';
import { config as attachments } from '../../../services/attachments/src/config.ts';
import { config as civilRegistry } from '../../../services/civil-registry/src/config.ts';
import { config as directory } from '../../../services/directory/src/config.ts';
import { config as documentOrders } from '../../../services/document-orders/src/config.ts';
import { config as gis } from '../../../services/gis/src/config.ts';
import { config as insights } from '../../../services/insights/src/config.ts';
import { config as intake } from '../../../services/intake/src/config.ts';
import { config as nationalPortal } from '../../../services/national-portal/src/config.ts';
import { config as notifications } from '../../../services/notifications/src/config.ts';
import { config as routing } from '../../../services/routing/src/config.ts';
import { config as sla } from '../../../services/sla/src/config.ts';
import { valuesOf } from '../src/cell-values.ts';
import { cells } from '../src/overlays.ts';
import { chart } from '../src/paths.ts';
import { podsOf } from '../src/pods.ts';
import { everyCell, manifestsOfCell } from './support/cells.ts';
import { auditedServices, sealingServices, source } from './support/code.ts';

const configs: Readonly<Record<ServiceName | 'gateway' | 'national-gateway', z.ZodObject>> = {
  gateway,
  'national-gateway': nationalGateway,
  attachments,
  directory,
  gis,
  insights,
  intake,
  notifications,
  routing,
  sla,
  'civil-registry': civilRegistry,
  'document-orders': documentOrders,
  'national-portal': nationalPortal,
};

/** Settings that the chart leaves at what the code says, and why. */
const leftOut: Readonly<Record<string, string>> = {
  NAMESPACE: 'subjects begin with jamaa; the users of the broker are made for that',
  MONGODB_DATABASE: 'named after the service; the users of the database are made for that',
  READERS: 'read by the migration step, which gets it',
  COMPARE_MS: 'tuning',
  CELL_CONNECT_TIMEOUT_MS: 'tuning',
  CELL_TIMEOUT_MS: 'tuning',
  CELL_ANSWER_TIMEOUT_MS: 'tuning',
  CELL_CONCURRENCY: 'tuning',
  CELL_FAILURES: 'tuning',
  CELL_REST_MS: 'tuning',
  LEASE_TTL_MS: 'tuning',
  ACK_WAIT_MS: 'tuning',
  CLAMD_TIMEOUT_MS: 'tuning',
  SCAN_RETRY_BASE_MS: 'tuning',
  LEFT_BEHIND_MS: 'tuning',
  EXPIRY_GRACE_MS: 'tuning',
  JOB_POLL_MS: 'tuning',
  CALL_TIMEOUT_MS: 'tuning',
  CHECK_AFTER_MS: 'tuning',
  RETRY_BASE_MS: 'tuning',
  TRACK_POLL_MS: 'tuning',
  POLL_MS: 'tuning',
  SEND_CONCURRENCY: 'tuning',
  SEND_TIMEOUT_MS: 'tuning',
  SEND_RETRY_BASE_MS: 'for tests',
  RULES_REFRESH_MS: 'tuning',
  TRANSACTIONS_OVER_MS: 'tuning',
  DOCUMENT_THREADS: 'tuning',
  DOCUMENT_FILE_DAYS: 'our rule, in the code',
  QUOTA_SCALE: 'for load tests',
  READINESS_PEERS: 'a pod answers for itself alone',
  RELEASE: 'the image says which revision it was built from',
  FAILPOINTS: 'refused in production',
  CLOCK_SKEW_FILE: 'refused in production',
  TLS_REFRESH_MS: 'tuning',
  DEMO_ACCOUNTS: 'refused in production',
  TERRITORY_DIR: 'the data set is in the image',
  TERRITORY_DATA_DIR: 'the data set is in the image',
  BODIES_FILE: 'the data set is in the image',
  EDGE_TLS_DIR: 'the certificate of TLS_DIR bears the door’s name too',
  TRUSTED_EDGE: 'the component’s name, which its certificate bears',
  S3_PATH_STYLE: 'stores of one’s own need the default',
  DOCUMENT_SEAL_DIR: 'the seal is in SECRETS_DIR',
};
/** Read by Node and OpenTelemetry, not by a config.ts. */
const ofOthers = /^(OTEL_[A-Z_]+|NODE_COMPILE_CACHE)$/;

/** Any value of the right shape, for what comes from a Secret. */
const secret = (name: string): string => (name === 'SMTP_URL' ? 'smtps://mail.example:465' : 'mongodb://from-a-secret');

type Given = Record<string, string>;
async function environments(cell: string, kind: 'Deployment' | 'Job'): Promise<Map<string, Given>> {
  const pods = podsOf(await manifestsOfCell(cell)).filter(({ of }) => of.startsWith(`${kind}/`));
  return new Map(
    pods.map(({ of, spec }) => [
      of.replace(/^.*\/jamaa-(migrate-)?/, ''),
      Object.fromEntries((spec.containers[0]?.env ?? []).map(({ name, value }) => [name, value ?? secret(name)])),
    ]),
  );
}

/** The national gateway runs at the hub alone. */
const runsIn = (name: string, cell: string): boolean => name !== 'national-gateway' || cell === 'national';
const contexts = { gateway: 'gateway/src/context.ts', 'national-gateway': 'gateway/src/national/context.ts' };

interface Facts {
  readonly calls: readonly string[];
  readonly stored?: boolean;
  readonly audited?: boolean;
  readonly keys?: Readonly<Record<string, object>>;
  readonly drain: number;
}
const facts = parse(await readFile(join(chart, 'files/components.yaml'), 'utf8')) as Record<string, Facts>;

describe('what the chart says of the software', () => {
  it('names every process, and nothing else', () => {
    expect(Object.keys(facts).sort()).toEqual(['gateway', 'national-gateway', ...serviceNames].sort());
    expect(Object.keys(facts).filter((name) => facts[name]?.stored !== true)).toEqual(['gateway', 'national-gateway']);
  });

  it.each([...serviceNames])('%s calls whom it calls in the stack', (name) => {
    expect([...(facts[name]?.calls ?? [])].sort()).toEqual([...peersOf[name]].sort());
  });

  it('has the gateway call what its settings name', () => {
    const named = Object.keys(gateway.shape).filter((key) => key.endsWith('_ADDRESS'));
    const services = named.map((key) => key.replace('_ADDRESS', '').toLowerCase().replaceAll('_', '-'));
    expect([...(facts['gateway']?.calls ?? [])].sort()).toEqual(services.sort());
  });

  it.each([...serviceNames])('%s gets the keys that it opens, and no others', (name) => {
    const keys = Object.keys(facts[name]?.keys ?? {});
    const audited = auditedServices.includes(name);
    expect(facts[name]?.audited === true).toBe(audited);
    expect(keys.includes('audit')).toBe(audited);
    expect(keys.includes('master-keys')).toBe(sealingServices.includes(name));
  });
});

describe.each(Object.keys(configs) as (keyof typeof configs)[])('the settings of %s', (name) => {
  const { shape } = configs[name];

  it.each(everyCell.filter((cell) => runsIn(name, cell)))('in %s are taken by its own code', async (cell) => {
    const given = (await environments(cell, 'Deployment')).get(name);
    const result = configs[name].safeParse(given);
    expect(result.error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? []).toEqual([]);
    expect(Object.keys(given ?? {}).filter((key) => !(key in shape) && !ofOthers.test(key))).toEqual([]);
  });

  it('are all given when everything is on, or left out for a reason', async () => {
    const given = {
      ...(await environments('everything', 'Deployment')).get(name),
      ...(await environments('national', 'Deployment')).get(name),
    };
    expect(Object.keys(shape).filter((key) => !(key in given) && leftOut[key] === undefined)).toEqual([]);
  });

  it('leave the process time to drain', async () => {
    const drain = (facts[name]?.drain ?? 0) * 1_000;
    // A shutdown waits for the calls in flight (forced after ten seconds) and for what a job has begun, the longest of them.
    const begun = ['CLAMD_TIMEOUT_MS', 'SEND_TIMEOUT_MS', 'CALL_TIMEOUT_MS'].map(
      (key) => shape[key]?.safeParse(undefined).data,
    );
    const limits = [10_000, ...begun.filter((one): one is number => typeof one === 'number')];
    if (name === 'gateway' || name === 'national-gateway')
      limits.push(Number((await source(contexts[name])).match(/requestTimeout: ([\d_]+)/)?.[1]?.replaceAll('_', '')));
    expect(drain).toBeGreaterThan(Math.max(...limits));
    const pod = podsOf(await manifestsOfCell('national')).find(({ of }) => of === `Deployment/jamaa-${name}`);
    const preStop = pod?.spec.containers[0]?.['lifecycle'] as { preStop: { sleep: { seconds: number } } };
    expect(pod?.spec['terminationGracePeriodSeconds'] * 1_000).toBeGreaterThanOrEqual(
      preStop.preStop.sleep.seconds * 1_000 + drain,
    );
  });
});

describe.each([...serviceNames])('the migration of %s', (name) => {
  it.each(everyCell)('in %s gets settings that its own code takes', async (cell) => {
    const own = /readConfig\(config,/.test(await source(`services/${name}/src/migrate.ts`));
    const result = (own ? configs[name] : serviceEnvironment).safeParse((await environments(cell, 'Job')).get(name));
    expect(result.error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? []).toEqual([]);
  });
});

/** Settings by which cells know one another. */
const links = ['READERS', 'CELLS', 'CONSUME', 'INTAKE_CELLS', 'SLA_CELLS', 'HUB_ADDRESS'];
const member = (cell: string, at: number): Member => ({
  cell,
  ports: portsFrom(20_000 + at * 100),
  secrets: { folder: '', password: () => '', file: () => '' },
});
/** A setting with cells in the place of their addresses, which are others in a cluster. */
const cellsOf = (text = ''): string =>
  text.replaceAll(/=[^,]+/g, '').replace(/^127\.0\.0\.1:\d+$|^[a-z]+\.00\..*$/, 'hub');

describe.each(cells())('the links of %s', (cell) => {
  it('are those that the stack of several cells has, service by service', async () => {
    const of = valuesOf(cell);
    const [own, hub, ...regions] = [of.cell, '00', ...of.cells.regions].map(member);
    if (own === undefined || hub === undefined) throw new Error('no cell');
    const place = of.cell === '00' ? placeOfHub(hub, regions) : placeOfCell(own, hub, [hub, ...regions]);
    const running = await environments(cell, 'Deployment');
    const migrating = await environments(cell, 'Job');
    for (const name of cellServices) {
      const [wanted, got] = [
        place.more(name),
        { ...running.get(name), READERS: migrating.get(name)?.['READERS'] ?? '' },
      ];
      const told = (settings: Readonly<Record<string, string>>) =>
        Object.fromEntries(links.map((key) => [key, cellsOf(settings[key])]));
      expect({ name, ...told(got) }).toEqual({ name, ...told(wanted) });
    }
  });

  it('are addresses of the service they are for, in the cell they are for', async () => {
    const running = await environments(cell, 'Deployment');
    for (const [name, given] of running)
      for (const key of ['CELLS', 'INTAKE_CELLS', 'SLA_CELLS'].filter((one) => given[one] !== undefined)) {
        if (name === 'national-gateway') continue;
        const service = key === 'CELLS' ? name : key.replace('_CELLS', '').toLowerCase();
        for (const pair of (given[key] ?? '').split(',')) {
          const [code, address] = pair.split('=');
          expect(address).toBe(`${service}.${code}.cells.jamaa.example:7070`);
        }
      }
  });
});

describe('what is left out of the chart', () => {
  it('exists', () => {
    const known = new Set(Object.values(configs).flatMap(({ shape }) => Object.keys(shape)));
    expect(Object.keys(leftOut).filter((key) => !known.has(key))).toEqual([]);
  });
});

describe('probes', () => {
  it('ask for what the admin server of every process answers', async () => {
    const server = await source('observability/src/admin/server.ts');
    for (const path of ['/healthz', '/readyz', '/metrics']) expect(server).toContain(`'${path}'`);
  });
});
