import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inboxPrefix } from '@jamaa/kit';
import { until } from '@jamaa/kit/testing';
import { fetchServer, freePort, pinnedNats, type ServerProcess, serversFolder } from '@jamaa/stack';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { startServer } from '../../stack/src/servers/process.ts';
import { type BrokerNode, brokerConfig } from '../src/broker.ts';

const secrets = { password: (user: string) => `word-of-${user}` };

/** The configuration that containers get, with addresses of this machine, in three real brokers. */
describe('the broker of docker-compose.yml', () => {
  let place: string;
  let nodes: BrokerNode[];
  const servers: ServerProcess[] = [];
  const open: NatsConnection[] = [];
  const as = async (user: string): Promise<NatsConnection> => {
    const address = nodes.map(({ client }) => `127.0.0.1:${client}`);
    const one = await connect({ servers: address, user, pass: secrets.password(user), inboxPrefix: inboxPrefix(user) });
    open.push(one);
    return one;
  };

  beforeAll(async () => {
    place = await mkdtemp(join(tmpdir(), 'jamaa-broker-'));
    nodes = [];
    for (const name of ['nats-1', 'nats-2', 'nats-3']) {
      const [client, cluster, monitor] = [await freePort(), await freePort(), await freePort()];
      nodes.push({ name, host: '127.0.0.1', client, cluster, monitor, store: join(place, name) });
    }
    const executable = await fetchServer(pinnedNats, serversFolder(), () => undefined);
    for (const node of nodes) {
      const config = join(place, `${node.name}.conf`);
      await mkdir(node.store, { recursive: true });
      await writeFile(config, brokerConfig(node, nodes, secrets));
      const log = join(place, `${node.name}.log`);
      servers.push(await startServer({ name: node.name, executable, args: ['-c', config], port: node.client, log }));
    }
  });
  afterAll(async () => {
    for (const one of open) await one.close();
    for (const one of servers) await one.stop();
    await rm(place, { recursive: true, force: true });
  });

  it('says that it is well where compose asks, once the three have found each other', async () => {
    for (const { name, monitor } of nodes)
      await until(`${name} is well`, async () => {
        const answer = await fetch(`http://127.0.0.1:${monitor}/healthz`).catch(() => undefined);
        await answer?.body?.cancel();
        return answer?.ok;
      });
  });

  it('keeps three copies of a stream, and what was acknowledged when one of them is gone', async () => {
    const admin = await as('admin');
    // Asked again and again: whoever led the stream may be the one that goes.
    const patient = await jetstreamManager(admin, { timeout: 2_000, checkAPI: false });
    const manager = await jetstreamManager(admin, { timeout: 30_000 });
    const { config, cluster } = await manager.streams.add({
      name: 'DRILL',
      subjects: ['jamaa.*.gis.>'],
      num_replicas: 3,
    });
    expect(config.num_replicas).toBe(3);
    expect(cluster?.replicas).toHaveLength(2);
    const gis = jetstream(await as('gis'));
    await gis.publish('jamaa.00.gis.territory.changed', 'kept');
    await servers[0]?.stop('SIGKILL');
    const message = await until('the message from those that are left', async () =>
      patient.streams.getMessage('DRILL', { last_by_subj: 'jamaa.00.gis.territory.changed' }).catch(() => undefined),
    );
    expect(message.string()).toBe('kept');
  });

  it('lets a service publish its own subjects only, and nobody in without a password', async () => {
    const gis = await as('gis');
    const refused: string[] = [];
    void (async () => {
      for await (const one of gis.status()) if (one.type === 'error') refused.push(one.error.message);
    })();
    gis.publish('jamaa.00.intake.complaint.filed', 'not mine');
    await until('a refusal', () => refused.some((text) => /permissions? violation/i.test(text)));
    await expect(
      connect({ servers: nodes.map(({ client }) => `127.0.0.1:${client}`), user: 'gis', pass: 'guessed' }),
    ).rejects.toThrow(/authorization/i);
  });
});
