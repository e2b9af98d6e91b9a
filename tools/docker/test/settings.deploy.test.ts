import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig, serviceEnvironment } from '@jamaa/kit';
import { gatewayPlan, migrationPlan, serviceNames, servicePlan, toolPlans } from '@jamaa/stack';
import { describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import { envFiles } from '../src/env-files.ts';
import { composeServices } from './support/compose.ts';
import { imageEnv } from './support/container.ts';
import { root } from './support/dockerfile.ts';
import { settings } from './support/settings.ts';

type Env = Readonly<Record<string, string>>;
const services = await composeServices();
const configOf = async (folder: string): Promise<z.ZodType> =>
  ((await import(join(root, folder, 'src/config.ts'))) as { config: z.ZodType }).config;
const files = envFiles(settings.secrets);

/** Everything that a container's process finds in its environment: of its image, its secrets, its own. */
function environmentOf(name: string): Env {
  const one = services.get(name);
  const flag = one?.command?.find((word) => word.startsWith('--env-file='));
  const file = flag?.replace(`--env-file=${settings.secrets.folder}/`, '').replace('.env', '');
  // The revision is known to who builds.
  const { NODE_OPTIONS: _options, NODE_COMPILE_CACHE: _cache, RELEASE: _revision, ...image } = imageEnv();
  return { ...image, ...(file === undefined ? {} : files[file]), ...one?.environment };
}

/** What has no sense on one machine, or is told otherwise there. */
const compose = new Set([
  'HOST',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'ISSUER_JWKS_URL',
  'STREAM_REPLICAS',
  'ADMIN_PORT',
  'RPC_PORT',
]);
/** Addresses and places differ from those on one machine; all else must be the same. */
const place = /127\.0\.0\.1|\/services\/|^\/var\/lib\/jamaa|^mongodb:|^\d{4,5}$/;

function compare(name: string, planned: Env): void {
  const given = environmentOf(name);
  const missing = Object.keys(planned).filter((key) => given[key] === undefined && !compose.has(key));
  const added = Object.keys(given).filter((key) => planned[key] === undefined && !compose.has(key));
  const different = Object.entries(planned).filter(
    ([key, value]) => !place.test(value) && !compose.has(key) && given[key] !== value,
  );
  expect({ name, missing, added, different }).toEqual({ name, missing: [], added: [], different: [] });
}

describe('what docker-compose.yml tells a process', () => {
  it.each([...serviceNames])('%s: what npm start tells it, and its code takes it', async (name) => {
    compare(name, servicePlan(settings, name).env);
    const config = await configOf(`services/${name}`);
    expect(() => readConfig(config, environmentOf(name))).not.toThrow();
    expect(services.get(name)?.command?.[0]).toBe(`--env-file=/var/lib/jamaa/secrets/${name}.env`);
  });

  it('gateway: likewise', async () => {
    compare('gateway', gatewayPlan(settings, serviceNames).env);
    const config = await configOf('gateway');
    expect(() => readConfig(config, environmentOf('gateway'))).not.toThrow();
  });

  it.each(toolPlans(settings).map(({ name, env }) => [name, env] as const))('%s: likewise', (name, env) => {
    const { HOST: _host, ADMIN_PORT: _port, SECRETS_DIR: _secrets, ...given } = environmentOf(name);
    const keys = Object.keys(given).filter((key) => !/^[A-Z]+_HOST$/.test(key));
    expect(keys.sort()).toEqual(Object.keys(env).sort());
    expect(
      Object.entries(given)
        .filter(([key]) => /^[A-Z]+_HOST$/.test(key))
        .map(([, value]) => value),
    ).toEqual(['0.0.0.0']);
  });

  it.each([...serviceNames])(
    'the migration of %s: what its code takes, as the administrator, with three copies',
    async (name) => {
      const given = environmentOf(`migrate-${name}`);
      expect(given).toMatchObject({ NATS_USER: 'admin', STREAM_REPLICAS: '3', NODE_ENV: 'development' });
      const own = /readConfig\(config,/.test(readFileSync(join(root, `services/${name}/src/migrate.ts`), 'utf8'));
      const config = own ? await configOf(`services/${name}`) : serviceEnvironment;
      expect(() => readConfig(config, given)).not.toThrow();
      const wanted = migrationPlan(settings, name).env;
      expect(Object.keys(given).filter((key) => wanted[key] === undefined && !compose.has(key))).toEqual([]);
    },
  );

  it('addresses peers by their names', () => {
    for (const name of ['gateway', ...serviceNames])
      for (const [key, value] of Object.entries(environmentOf(name)))
        if (/_ADDRESS$/.test(key))
          expect([name, key, value]).toEqual([
            name,
            key,
            `${key.replace('_ADDRESS', '').toLowerCase().replaceAll('_', '-')}:7070`,
          ]);
  });

  it('sends nothing to a host that is not there', () => {
    const hosts = new Set([...services.keys()]);
    for (const [name] of services)
      for (const [key, value] of Object.entries(environmentOf(name)))
        for (const [, host = ''] of value.matchAll(/\w+:\/\/(?:[^@/,]*@)?([a-z0-9-]+):\d+/g))
          if (host !== 'localhost') expect([name, key, host, hosts.has(host)]).toEqual([name, key, host, true]);
  });

  it('lets the bank’s double call back the address that browsers use', () => {
    expect(services.get('bank-double')?.network_mode).toBe('service:gateway');
    expect(services.get('gateway')?.networks?.['default']?.aliases).toEqual(['bank-double']);
    expect(environmentOf('document-orders')['PUBLIC_URL']).toBe('http://localhost:8080');
  });
});
