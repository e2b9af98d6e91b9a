import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pinnedNats, type ServiceName, serviceNames, toolPlans } from '@jamaa/stack';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { inFolder } from '../../charts/test/support/cells.ts';
import { composeConfig, composeServices, composeYaml } from './support/compose.ts';
import { root } from './support/dockerfile.ts';
import { settings } from './support/settings.ts';

const services = await composeServices();
const own = [...services].filter(([, { image }]) => image.startsWith('jamaa'));
const oneShot = [...services].filter(([, one]) => one.restart === undefined).map(([name]) => name);

describe('docker-compose.yml', () => {
  it('is taken by compose-go, which refuses what the published schema does not know', async () => {
    expect(await composeConfig()).toMatchObject({ code: 0, stderr: '' });
    await inFolder(async (folder) => {
      const file = join(folder, 'docker-compose.yml');
      await writeFile(file, 'services: { one: { image: "a:1", restrat: always } }');
      const { code, stderr } = await composeConfig(file);
      expect([code, stderr]).toEqual([1, expect.stringContaining('restrat')]);
    });
  });

  it('runs everything that npm start runs, on three databases and three brokers, and what looks at it', () => {
    const processes = ['gateway', ...serviceNames, ...toolPlans(settings).map(({ name }) => name)];
    const servers = ['mongo-1', 'mongo-2', 'mongo-3', 'nats-1', 'nats-2', 'nats-3'];
    const steps = ['secrets', 'database', ...serviceNames.map((name) => `migrate-${name}`)];
    const watching = ['prometheus', 'grafana', 'collector'];
    expect([...services.keys()].sort()).toEqual([...processes, ...servers, ...steps, ...watching].sort());
    expect(oneShot.sort()).toEqual(steps.sort());
  });

  it('names an image of one version each', () => {
    const others = [...services.values()].map(({ image }) => image).filter((image) => !image.startsWith('jamaa'));
    expect(others.filter((image) => !/:v?\d+\.\d+\.\d+(-[a-z]+)?$/.test(image))).toEqual([]);
    const [, version] = pinnedNats.requirement.split('==');
    expect(new Set(others.filter((image) => image.startsWith('nats:')))).toEqual(new Set([`nats:${version}-alpine`]));
    for (const [, { build, image }] of own)
      expect([image, build?.dockerfile, build?.target]).toEqual(
        image === 'jamaa'
          ? ['jamaa', 'deploy/images/Dockerfile', 'platform']
          : ['jamaa-development', 'deploy/images/Dockerfile', 'development'],
      );
  });

  it('can be reached from this machine only', () => {
    const ports = [...services.values()].flatMap(({ ports = [] }) => ports);
    expect(ports.length).toBeGreaterThan(5);
    expect(ports.filter(({ host_ip }) => host_ip !== '127.0.0.1')).toEqual([]);
    expect(new Set(ports.map(({ published }) => published)).size).toBe(ports.length);
  });

  it('lets none of our processes write but where it keeps something, nor gain a right', () => {
    for (const [name, one] of own) {
      expect(one).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
      const writes = (one.volumes ?? []).filter(({ read_only }) => read_only !== true).map(({ source }) => source);
      const keeps = ['secrets', 'database'].includes(name) ? ['secrets'] : one.image === 'jamaa' ? [] : ['tools'];
      expect([name, writes]).toEqual([name, keeps]);
    }
    expect([...services.values()].filter(({ privileged, user }) => privileged === true || user !== undefined)).toEqual(
      [],
    );
  });

  it('asks everything that stays whether it is well, but what has nothing to ask with', () => {
    const unasked = [...services].filter(([name, one]) => {
      // Our own image brings its question.
      const test = one.healthcheck?.test ?? (one.image === 'jamaa' && one.healthcheck?.disable !== true ? ['CMD'] : []);
      return !oneShot.includes(name) && test.length === 0;
    });
    expect(unasked.map(([name]) => name)).toEqual(['collector']);
  });

  it('starts things in their order, and waits only for what becomes well or ends', () => {
    const needs = (name: string, on: string, condition: string) =>
      expect([name, on, services.get(name)?.depends_on?.[on]?.condition]).toEqual([name, on, condition]);
    for (const name of serviceNames) {
      needs(name, `migrate-${name}`, 'service_completed_successfully');
      needs(`migrate-${name}`, 'database', 'service_completed_successfully');
      for (const node of ['nats-1', 'nats-2', 'nats-3']) needs(`migrate-${name}`, node, 'service_healthy');
    }
    for (const node of ['mongo-1', 'mongo-2', 'mongo-3']) needs('database', node, 'service_healthy');
    for (const [name, { depends_on = {} }] of services)
      for (const [on, { condition }] of Object.entries(depends_on))
        if (condition !== 'service_started')
          expect([name, on, condition]).toEqual([
            name,
            on,
            oneShot.includes(on) ? 'service_completed_successfully' : 'service_healthy',
          ]);
  });

  it('mounts files that are there', () => {
    const binds = [...services.values()].flatMap(({ volumes = [] }) => volumes).filter(({ type }) => type === 'bind');
    expect(binds.length).toBeGreaterThan(4);
    expect(binds.filter(({ source, read_only }) => !existsSync(source) || read_only !== true)).toEqual([]);
  });

  it('runs scripts that are there', () => {
    const scripts = own.flatMap(([, { command = [] }]) => command.filter((word) => /\.(ts|mjs)$/.test(word)));
    expect(scripts).toHaveLength(own.length);
    expect(scripts.filter((script) => !existsSync(join(root, script)))).toEqual([]);
  });
});

describe('what looks at it', () => {
  it('scrapes every process, under the labels that a cluster gives', () => {
    const [jamaa] = composeYaml('prometheus.yaml').scrape_configs as {
      static_configs: { targets: string[]; labels: Record<string, string> }[];
    }[];
    const wanted = ['gateway', ...serviceNames].map((name) => ({
      targets: [`${name}:9090`],
      labels: { component: name, cell: '00' },
    }));
    const byName = (one: { targets: string[] }) => one.targets[0] ?? '';
    expect([...(jamaa?.static_configs ?? [])].sort((a, b) => byName(a).localeCompare(byName(b)))).toEqual(
      wanted.sort((a, b) => byName(a).localeCompare(byName(b))),
    );
  });

  it('finds rules and dashboards where they are mounted', () => {
    const mounts = (name: string) => services.get(name)?.volumes?.map(({ target }) => target) ?? [];
    const { rule_files } = composeYaml('prometheus.yaml') as { rule_files: string[] };
    expect(rule_files).toEqual(['/etc/prometheus/rules/*.yaml']);
    expect(mounts('prometheus')).toEqual(
      expect.arrayContaining(['/etc/prometheus/rules', '/etc/prometheus/prometheus.yaml']),
    );
    const { providers } = composeYaml('grafana/dashboards.yaml') as { providers: { options: { path: string } }[] };
    expect(mounts('grafana')).toEqual(expect.arrayContaining(providers.map(({ options }) => options.path)));
    const { datasources } = composeYaml('grafana/datasources.yaml') as { datasources: { url: string }[] };
    expect(datasources.map(({ url }) => url)).toEqual(['http://prometheus:9090']);
  });

  it('collects traces where processes send them, by parts that are defined, as in a cluster', () => {
    const config = composeYaml('collector.yaml') as Record<string, Record<string, unknown>>;
    const cluster = parse(readFileSync(join(root, 'deploy/parts/otel-collector.values.yaml'), 'utf8')).config;
    const pipelines = (config['service']?.['pipelines'] ?? {}) as Record<string, Record<string, string[]>>;
    const { receivers, processors, exporters } = pipelines['traces'] ?? {};
    expect(Object.keys(config['receivers'] ?? {})).toEqual(receivers);
    expect(Object.keys(config['processors'] ?? {})).toEqual(processors);
    expect(Object.keys(config['exporters'] ?? {})).toEqual(exporters);
    expect([receivers, processors]).toEqual([
      cluster.service.pipelines.traces.receivers,
      cluster.service.pipelines.traces.processors,
    ]);
    expect(config['processors']).toEqual(cluster.processors);
    expect(config['receivers']).toEqual({ otlp: { protocols: { http: { endpoint: '0.0.0.0:4318' } } } });
    const senders = (['gateway', ...serviceNames] as (ServiceName | 'gateway')[]).map(
      (name) => services.get(name)?.environment?.['OTEL_EXPORTER_OTLP_ENDPOINT'],
    );
    expect(new Set(senders)).toEqual(new Set(['http://collector:4318']));
  });
});
