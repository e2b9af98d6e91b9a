import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  alone,
  type ProcessPlan,
  portsFrom,
  runOnce,
  type ServerProcess,
  type StackSettings,
  type Supervised,
  stackSecrets,
  startServers,
  supervise,
  untilReady,
} from '@jamaa/stack';
import { openFrontDoor } from './front-door.ts';
import { onServersOf, type Plans, plansOf } from './plans.ts';
import { root } from './previous.ts';

/** The previous release, and this one. */
export type Side = 'old' | 'new';

/** Services of both releases. */
export const names = [
  'directory',
  'gis',
  'intake',
  'routing',
  'sla',
  'notifications',
  'attachments',
  'civil-registry',
  'document-orders',
  'national-portal',
] as const;

/** Services that come with this release: the previous one knows nothing of them. */
export const added = ['insights'] as const;

const namesOf = { old: names, new: [...names, ...added] } as const;

export interface Platform {
  readonly data: string;
  /** Everything a supervisor had to say: a process that ended by itself is in it. */
  readonly said: readonly string[];
  /** Runs the migration step of a release on the databases that both share. */
  migrate(side: Side): Promise<void>;
  /** Starts all processes of a release and waits until each is ready; the front door does not lead to its gateway yet. */
  start(side: Side): Promise<void>;
  /** Ends the services and the gateway of a release in order, as a rolling update does: the front door no longer leads there. */
  stopRelease(side: Side): Promise<void>;
  /** Which gateways the front door leads to. */
  leadTo(sides: readonly Side[]): void;
  portsOf(side: Side, name: string): { readonly rpc: number; readonly admin: number };
  stop(): Promise<void>;
}

/** Ports of the second release lie so far above those of the first. */
const APART = 100;
const GATEWAY = 90;

/**
 * Servers, doubles, one front door, and two releases that can be started and stopped behind it. Each process is given the addresses of
 * both: calls go to whichever is there, as with a headless service in a cluster.
 */
export async function openPlatform(o: {
  readonly port: number;
  readonly data: string;
  readonly previous: string;
  say(line: string): void;
}): Promise<Platform> {
  const logs = join(o.data, 'logs');
  await mkdir(logs, { recursive: true });
  const said: string[] = [];
  const say = (line: string): void => {
    said.push(line);
    o.say(line);
  };
  const secrets = await stackSecrets(join(o.data, 'secrets'));
  const { port, data } = o;
  const settings: StackSettings = { ports: portsFrom(port), secrets, data, logLevel: 'info', place: alone, passOn: {} };
  const asked = { port: o.port, data: o.data };
  // One after the other, this one last: asked, each writes the public keys of the callers that it knows, for both.
  const before = await plansOf(o.previous, { ...asked, names: namesOf.old });
  const now = await plansOf(root, { ...asked, names: namesOf.new });
  const plans: Readonly<Record<Side, Plans>> = {
    new: now,
    old: {
      ...before,
      migrations: before.migrations.map((plan, at) => onServersOf(plan, now.migrations[at])),
      services: before.services.map((plan, at) => onServersOf(plan, now.services[at])),
      gateway: onServersOf(before.gateway, now.gateway),
    },
  };
  const rpcPort = (side: Side, at: number): number => o.port + 10 + at + (side === 'new' ? APART : 0);
  const adminPort = (side: Side, at: number): number => o.port + 30 + at + (side === 'new' ? APART : 0);
  const gatewayPort = (side: Side): number => o.port + GATEWAY + (side === 'new' ? APART : 0);
  const both = Object.fromEntries(
    namesOf.new.map((name, at) => [
      `${name.toUpperCase().replaceAll('-', '_')}_ADDRESS`,
      at < names.length
        ? `ipv4:127.0.0.1:${rpcPort('old', at)},127.0.0.1:${rpcPort('new', at)}`
        : `127.0.0.1:${rpcPort('new', at)}`,
    ]),
  );
  const placed = (plan: ProcessPlan, more: Record<string, string>): ProcessPlan => {
    const known = Object.entries(both).filter(([key]) => key in plan.env);
    return { ...plan, background: false, env: { ...plan.env, ...Object.fromEntries(known), ...more } };
  };
  const processesOf = (side: Side): ProcessPlan[] => [
    ...plans[side].services.map((plan, at) =>
      placed(plan, { RPC_PORT: String(rpcPort(side, at)), ADMIN_PORT: String(adminPort(side, at)) }),
    ),
    placed(plans[side].gateway, {
      PORT: String(gatewayPort(side)),
      ADMIN_PORT: String(adminPort(side, namesOf.new.length)),
      READINESS_PEERS: '',
    }),
  ];
  const at = (name: string): number => {
    const all: readonly string[] = [...namesOf.new, 'gateway'];
    return all.indexOf(name);
  };

  const servers: { mongo?: ServerProcess; nats?: ServerProcess } = {};
  const running: Record<Side | 'doubles', Supervised[]> = { old: [], new: [], doubles: [] };
  const door = await openFrontDoor(o.port);
  const stopRelease = async (side: Side): Promise<void> => {
    const all = running[side].splice(0);
    const gateway = all.filter((one) => one.name.endsWith('gateway'));
    await Promise.all(gateway.map((one) => one.stop()));
    await Promise.all(all.filter((one) => !gateway.includes(one)).map((one) => one.stop()));
  };
  const stop = async (): Promise<void> => {
    await door.close();
    await Promise.all((['old', 'new'] as const).map(stopRelease));
    await Promise.all(running.doubles.map((one) => one.stop()));
    await servers.nats?.stop();
    await servers.mongo?.stop();
  };
  try {
    await startServers(settings, servers, logs, say, new AbortController().signal);
    for (const plan of plans.new.tools) running.doubles.push(supervise(plan, logs, say));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    data: o.data,
    said,
    async migrate(side) {
      await Promise.all(plans[side].migrations.map((plan) => runOnce({ ...plan, name: `${side}-${plan.name}` }, logs)));
    },
    async start(side) {
      const all = processesOf(side).map((plan) => ({ ...plan, name: `${side}-${plan.name}` }));
      for (const plan of all) running[side].push(supervise(plan, logs, say));
      await Promise.all(all.map((plan) => untilReady(plan.name, Number(plan.env['ADMIN_PORT']), logs)));
    },
    stopRelease,
    leadTo: (sides) => door.leadTo(sides.map(gatewayPort)),
    portsOf: (side, name) => ({ rpc: rpcPort(side, at(name)), admin: adminPort(side, at(name)) }),
    stop,
  };
}
