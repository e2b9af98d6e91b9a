import { serviceNames } from '@jamaa/stack';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Manifest } from '../src/manifests.ts';
import { cells } from '../src/overlays.ts';
import { type Container, type Pod, podsOf } from '../src/pods.ts';
import { everyCell, manifestsOfCell } from './support/cells.ts';
import { auditedServices } from './support/code.ts';

describe.each(everyCell)('the pods of %s', (cell) => {
  let manifests: Manifest[];
  let pods: Pod[];
  beforeAll(async () => {
    manifests = await manifestsOfCell(cell);
    pods = podsOf(manifests);
  });

  /** What is wrong with a pod or one of its containers, by name: an empty list is what every rule wants. */
  const wrong = (rule: (pod: Pod, container: Container) => boolean): string[] =>
    pods.flatMap((pod) =>
      [...(pod.spec.initContainers ?? []), ...pod.spec.containers].flatMap((one) =>
        rule(pod, one) ? [] : [`${pod.of}: ${one.name}`],
      ),
    );

  it('are all looked at: workloads, migrations, checks, and the test of the release', () => {
    const gateways = cell === 'national' ? 2 : 1;
    const kinds = pods.map((pod) => pod.of.split('/')[0]);
    const count = (kind: string) => kinds.filter((one) => one === kind).length;
    // The follower of the archive; the copies and the restore drill.
    const backup = cell === 'everything' ? { servers: 1, jobs: 2 } : { servers: 0, jobs: 0 };
    expect([count('Deployment'), count('Job'), count('CronJob'), count('Pod')]).toEqual([
      serviceNames.length + gateways + backup.servers,
      serviceNames.length,
      auditedServices.length + backup.jobs,
      1,
    ]);
    const workloads = manifests.filter(({ kind }) =>
      ['Deployment', 'Job', 'CronJob', 'Pod', 'StatefulSet', 'DaemonSet', 'ReplicaSet'].includes(kind),
    );
    expect(pods).toHaveLength(workloads.length);
  });

  it('have no token of the cluster, nor its addresses in their environment', () => {
    expect(
      wrong(({ spec }) => spec.automountServiceAccountToken === false && spec.enableServiceLinks === false),
    ).toEqual([]);
    expect(
      manifests.filter(({ kind, automountServiceAccountToken: token }) => kind === 'ServiceAccount' && token !== false),
    ).toEqual([]);
    expect(manifests.filter(({ kind }) => /Role/.test(kind))).toEqual([]);
  });

  it('run as nobody, with no more rights than that', () => {
    expect(
      wrong(({ spec }, { securityContext: own }) => {
        const of = own as Record<string, unknown>;
        return (
          spec.securityContext.runAsNonRoot === true &&
          spec.securityContext.runAsUser > 0 &&
          spec.securityContext.runAsGroup > 0 &&
          spec.securityContext.seccompProfile.type === 'RuntimeDefault' &&
          of['runAsNonRoot'] === true &&
          of['allowPrivilegeEscalation'] === false &&
          of['privileged'] === undefined &&
          JSON.stringify(of['capabilities']) === '{"drop":["ALL"]}'
        );
      }),
    ).toEqual([]);
    expect(
      wrong(({ spec }) => [spec.hostNetwork, spec.hostPID, spec.hostIPC].every((one) => one === undefined)),
    ).toEqual([]);
  });

  it('write to a bounded temporary folder only, or to the archive of backups, and touch no file of the node', () => {
    expect(
      wrong((_pod, { securityContext: own }) => (own as Record<string, unknown>)['readOnlyRootFilesystem'] === true),
    ).toEqual([]);
    expect(wrong(({ spec }) => spec.volumes.every((volume) => volume.hostPath === undefined))).toEqual([]);
    expect(
      wrong(({ spec }) =>
        spec.volumes.every((volume) => volume.emptyDir === undefined || volume.emptyDir.sizeLimit !== undefined),
      ),
    ).toEqual([]);
    const writable = (pod: Pod) =>
      pod.spec.volumes
        .filter(
          ({ emptyDir, persistentVolumeClaim: claim }) => emptyDir !== undefined || claim?.claimName === 'archive',
        )
        .map((volume) => volume.name);
    expect(
      wrong((pod, { volumeMounts }) =>
        volumeMounts.every((one) => one.readOnly === true || writable(pod).includes(one.name)),
      ),
    ).toEqual([]);
  });

  it('ask for what they need and may not take all memory', () => {
    expect(
      wrong((_pod, { resources }) => {
        const { requests, limits } = resources as Record<string, Record<string, string>>;
        return (
          requests?.['cpu'] !== undefined &&
          requests['memory'] !== undefined &&
          limits?.['memory'] === requests['memory']
        );
      }),
    ).toEqual([]);
  });

  it('name their secrets, and hold none', () => {
    const secretly = /PASSWORD|SECRET(?!S_DIR)|TOKEN(?!_AUDIENCE)|_KEY$|KEY_ID|MONGODB_URI|SMTP_URL/;
    expect(
      wrong((_pod, { env = [] }) => env.every(({ name, value }) => !secretly.test(name) || value === undefined)),
    ).toEqual([]);
    expect(wrong((_pod, { env = [] }) => env.every(({ value = '' }) => !/:\/\/[^/]*@/.test(value)))).toEqual([]);
    expect(manifests.filter(({ kind }) => kind === 'Secret')).toEqual([]);
  });

  it('each give a variable once', () => {
    expect(wrong((_pod, { env = [] }) => new Set(env.map(({ name }) => name)).size === env.length)).toEqual([]);
  });

  it('run in production, and without failpoints', () => {
    const value = (container: Container, name: string) => container.env?.find((one) => one.name === name)?.value;
    expect(wrong((pod, one) => pod.of.startsWith('Pod/') || value(one, 'NODE_ENV') === 'production')).toEqual([]);
    expect(
      wrong((_pod, { env = [] }) => !env.some(({ name }) => ['FAILPOINTS', 'DEMO_ACCOUNTS'].includes(name))),
    ).toEqual([]);
  });

  it('end by themselves, if they are not servers', () => {
    const jobs = manifests.filter(({ kind }) => ['Job', 'CronJob', 'Pod'].includes(kind));
    const limit = ({ kind, spec }: Manifest) =>
      (kind === 'CronJob' ? spec.jobTemplate.spec : spec).activeDeadlineSeconds;
    expect(jobs.filter((one) => !(limit(one) > 0)).map(({ metadata }) => metadata.name)).toEqual([]);
  });

  it('find every account and certificate that they name', () => {
    const names = (kind: string) => manifests.filter((one) => one.kind === kind).map(({ metadata }) => metadata.name);
    const accounts = [undefined, ...names('ServiceAccount')];
    expect(wrong(({ spec }) => accounts.includes(spec.serviceAccountName))).toEqual([]);
    const made = manifests.filter((one) => one.kind === 'Certificate').map(({ spec }) => spec.secretName as string);
    expect(
      wrong(({ spec }) => spec.volumes.every(({ secret }) => secret === undefined || made.includes(secret.secretName))),
    ).toEqual([]);
  });
});

describe('every cell', () => {
  it.each(cells())('%s has mutual TLS and sign-in on without being asked', async (cell) => {
    const pods = podsOf(await manifestsOfCell(cell));
    const envOf = (pod: Pod, name: string) => pod.spec.containers[0]?.env?.find((one) => one.name === name)?.value;
    const servers = pods.filter(({ of }) => of.startsWith('Deployment/') || of.startsWith('Job/'));
    expect(servers.filter((pod) => envOf(pod, 'TLS_DIR') !== '/etc/jamaa/tls').map(({ of }) => of)).toEqual([]);
    const gateway = servers.find(({ of }) => of === 'Deployment/jamaa-gateway');
    expect(gateway === undefined ? undefined : envOf(gateway, 'ISSUER_URL')).toMatch(/^https:/);
  });
});
