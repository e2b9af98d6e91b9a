import { callersFrom, peersOf, type ServiceName, serviceNames } from '@jamaa/stack';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Manifest } from '../src/manifests.ts';
import { podsOf } from '../src/pods.ts';
import { everyCell, manifestsOfCell } from './support/cells.ts';
import { auditedServices } from './support/code.ts';

interface Peer {
  readonly podSelector?: { readonly matchLabels: Record<string, string> };
  readonly namespaceSelector?: { readonly matchLabels: Record<string, string> };
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}
interface Rule {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports: readonly { readonly port: number; readonly protocol: string }[];
}
interface Policy {
  readonly podSelector: { readonly matchLabels: Record<string, string> };
  readonly policyTypes: readonly string[];
  readonly ingress?: readonly Rule[];
  readonly egress?: readonly Rule[];
}

const COMPONENT = 'app.kubernetes.io/component';
const GRPC = 7070;
const DOOR = 8443;

describe.each(everyCell)('the network of %s', (cell) => {
  let manifests: Manifest[];
  let policies: Policy[];
  beforeAll(async () => {
    manifests = await manifestsOfCell(cell);
    policies = manifests.filter(({ kind }) => kind === 'NetworkPolicy').map(({ spec }) => spec as Policy);
  });
  const of = (policy: Policy): string => policy.podSelector.matchLabels[COMPONENT] ?? '';
  const componentsIn = (peers: readonly Peer[] = []): string[] =>
    peers.map(({ podSelector }) => podSelector?.matchLabels[COMPONENT] ?? '').filter((name) => name !== '');

  /** `caller → called` on the port of gRPC, as one side allows it. */
  const edges = (side: 'ingress' | 'egress'): string[] =>
    policies
      .flatMap((policy) =>
        (policy[side] ?? [])
          .filter(({ ports }) => ports.some(({ port }) => port === GRPC))
          .flatMap((rule) => componentsIn(side === 'ingress' ? rule.from : rule.to))
          .map((other) => (side === 'ingress' ? `${other} → ${of(policy)}` : `${of(policy)} → ${other}`)),
      )
      .sort();

  it('has the edges between services that the code has, on both sides, and no other', () => {
    const wanted = [
      ...serviceNames.flatMap((name) => peersOf[name].map((peer) => `${name} → ${peer}`)),
      ...serviceNames.filter((name) => name !== 'national-portal').map((name) => `gateway → ${name}`),
      ...auditedServices.map((name) => `audit-check → ${name}`),
    ].sort();
    expect(edges('egress')).toEqual(wanted);
    expect(edges('ingress')).toEqual(wanted);
  });

  /** Components that a rule beyond the cluster or the namespace opens on a port. */
  const across = (side: 'ingress' | 'egress', port: number): string[] =>
    policies
      .filter((policy) =>
        (policy[side] ?? []).some(
          (rule) => rule.ports.some((one) => one.port === port) && componentsIn(rule.from ?? rule.to).length === 0,
        ),
      )
      .map(of)
      .sort();

  it('lets those call other cells, and be called by them, who do in the code, and nobody else', () => {
    const hub = cell === 'national';
    const [here, there] = hub ? ['00', '03'] : ['03', '00'];
    expect(across('egress', GRPC)).toEqual([...callersFrom(here, there)].sort());
    // Whose journals they read beside their counterparts: a région those of the hub's, the hub those of a région.
    const asked: readonly ServiceName[] = hub ? ['directory', 'sla'] : ['intake', 'sla'];
    expect(across('ingress', GRPC)).toEqual([...new Set([...asked, 'intake', 'attachments'])].sort());
  });

  it('has a door for the national gateway, which alone goes through such doors', () => {
    const hub = cell === 'national';
    expect(across('ingress', DOOR)).toEqual(hub ? [] : ['gateway']);
    expect(across('egress', DOOR)).toEqual(hub ? ['national-gateway'] : []);
    const beside = policies.flatMap((policy) =>
      (policy.ingress ?? [])
        .filter(({ ports }) => ports.some(({ port }) => port === DOOR))
        .flatMap((rule) => componentsIn(rule.from).map((other) => `${other} → ${of(policy)}`)),
    );
    expect(beside).toEqual(hub ? ['national-gateway → gateway'] : []);
  });

  it('is closed to every pod at first, both ways', () => {
    const [first] = policies.filter((policy) => of(policy) === '');
    expect(first).toEqual({
      podSelector: { matchLabels: { 'app.kubernetes.io/part-of': 'jamaa', 'app.kubernetes.io/instance': 'jamaa' } },
      policyTypes: ['Ingress', 'Egress'],
    });
    for (const { labels } of podsOf(manifests))
      expect(labels).toMatchObject({ 'app.kubernetes.io/part-of': 'jamaa', 'app.kubernetes.io/instance': 'jamaa' });
  });

  it('has no rule without peers or ports: such a rule opens everything', () => {
    const rules = policies.flatMap((policy) => [
      ...(policy.ingress ?? []).map(({ from, ports }) => ({ peers: from, ports })),
      ...(policy.egress ?? []).map(({ to, ports }) => ({ peers: to, ports })),
    ]);
    expect(rules.filter(({ peers, ports }) => (peers?.length ?? 0) === 0 || (ports?.length ?? 0) === 0)).toEqual([]);
    const peers = rules.flatMap((rule) => rule.peers ?? []);
    const all = { ipBlock: { cidr: '0.0.0.0/0' } };
    expect(peers.filter((peer) => JSON.stringify(peer) === JSON.stringify(all))).toEqual([]);
    expect(
      peers.filter((peer) =>
        Object.values(peer).some((one) => JSON.stringify(one) === '{}' || JSON.stringify(one) === '{"matchLabels":{}}'),
      ),
    ).toEqual([]);
  });

  it('lets each component be reached at a port that it opens', () => {
    const open = new Map(
      podsOf(manifests).map(({ labels, spec }) => [
        labels[COMPONENT],
        spec.containers.flatMap(({ ports = [] }) => ports.map((one) => one.containerPort)),
      ]),
    );
    for (const policy of policies)
      for (const { ports } of policy.ingress ?? [])
        for (const { port } of ports)
          expect({ of: of(policy), ports: open.get(of(policy)) }).toMatchObject({
            ports: expect.arrayContaining([port]),
          });
  });

  it('serves names and selects pods that exist', () => {
    const components = new Set(podsOf(manifests).map(({ labels }) => labels[COMPONENT]));
    expect(policies.map(of).filter((name) => name !== '' && !components.has(name))).toEqual([]);
    const services = manifests.filter(({ kind }) => kind === 'Service');
    const forOthers = services
      .filter(({ spec }) => spec.type === 'LoadBalancer')
      .map((one) => one.metadata.name)
      .sort();
    const reached = [...across('ingress', GRPC), ...across('ingress', DOOR)].sort();
    expect(forOthers).toEqual(reached.map((name) => `jamaa-${name}-cells`));
    expect(services).toHaveLength(serviceNames.length + (cell === 'national' ? 2 : 1) + forOthers.length);
    for (const { spec } of services) expect(components).toContain(spec.selector[COMPONENT]);
  });
});
