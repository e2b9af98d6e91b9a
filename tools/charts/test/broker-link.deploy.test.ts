import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bus, connectBus, domainOf, durableName, type LiveBus, streamName } from '@jamaa/kit';
import { tlsAuthority, until, writeTls } from '@jamaa/kit/testing';
import { createLogger } from '@jamaa/observability';
import { freePort } from '@jamaa/stack';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Broker, startBroker } from './support/broker.ts';

/** Servers with what is rendered and made for the brokers of the hub and of région 03, over mutual TLS. */
describe('the brokers of a région and of the hub, as they are deployed', () => {
  let place: string;
  const brokers: Broker[] = [];
  const buses: Bus[] = [];
  let hub: Broker;
  let region: Broker;

  const as = async (broker: Broker, cell: string, user: string): Promise<LiveBus> => {
    const bus = connectBus({
      ...{ url: broker.url, user, password: broker.password(user), tlsFolder: join(place, 'tls'), name: user },
      ...{ namespace: 'jamaa', cell, logger: createLogger({ service: 'test', cell, level: 'silent' }) },
    });
    buses.push(bus);
    return bus.live(AbortSignal.timeout(20_000));
  };
  /** @throws when nobody answers, or the answer is that it cannot be done */
  const ask = async (bus: LiveBus, subject: string, body: object = {}) => {
    // An inbox of its own: what a durable delivers bears the subject under which it was published.
    const options = { timeout: 4_000, noMux: true };
    const message = await bus.connection.request(subject, JSON.stringify(body), options);
    const answer = message.json<Record<string, unknown>>();
    if (answer['error'] !== undefined) throw new Error(`${subject}: ${JSON.stringify(answer['error'])}`);
    return answer;
  };

  beforeAll(async () => {
    place = await mkdtemp(join(tmpdir(), 'jamaa-link-'));
    await writeTls(join(place, 'tls'), ['localhost'], await tlsAuthority());
    const leafs = await freePort();
    const start = async (cell: string, linkPassword?: string): Promise<Broker> => {
      const folder = join(place, cell);
      const tls = join(place, 'tls');
      const of = { cell, folder, tls, port: await freePort(), leafs };
      const broker = await startBroker(linkPassword === undefined ? of : { ...of, linkPassword });
      brokers.push(broker);
      return broker;
    };
    hub = await start('national');
    region = await start('03', hub.links.get('03') ?? '');
  }, 60_000);
  afterAll(async () => {
    await Promise.all(buses.map((bus) => bus.close()));
    await Promise.all(brokers.map((broker) => broker.stop()));
    await rm(place, { recursive: true, force: true });
  });

  it('let insights of the hub read what intake of the région publishes, over the link, and nobody else of the hub', async () => {
    const admin = await as(region, '03', 'admin');
    const stream = streamName(admin, 'intake');
    const durable = durableName('insights', '00');
    await ask(admin, `$JS.API.STREAM.CREATE.${stream}`, { name: stream, subjects: ['jamaa.03.intake.>'] });
    const config = { durable_name: durable, ack_policy: 'explicit', deliver_policy: 'all' };
    await ask(admin, `$JS.API.CONSUMER.DURABLE.CREATE.${stream}.${durable}`, { stream_name: stream, config });
    const intake = await as(region, '03', 'intake');
    await ask(intake, 'jamaa.03.intake.complaint.taken', { said: 'here' });

    const next = `$JS.${domainOf('03')}.API.CONSUMER.MSG.NEXT.${stream}.${durable}`;
    const insights = await as(hub, '00', 'insights');
    const read = await until('read over the link', () => ask(insights, next, { batch: 1 }).catch(() => undefined));
    expect(read).toEqual({ said: 'here' });
    const routing = await as(hub, '00', 'routing');
    await expect(ask(routing, next, { batch: 1 })).rejects.toThrow(/permission/i);
  }, 60_000);

  it('carry nothing over by itself that either publishes', async () => {
    const listening = await as(hub, '00', 'admin');
    const heard: string[] = [];
    listening.connection.subscribe('jamaa.>', { callback: (_error, message) => void heard.push(message.subject) });
    await listening.connection.flush();
    const intake = await as(region, '03', 'intake');
    await ask(intake, 'jamaa.03.intake.complaint.taken', { said: 'again' });
    // An answer from beyond the link, which would have come after it.
    const info = await until('the link', () =>
      ask(listening, `$JS.${domainOf('03')}.API.STREAM.INFO.${streamName(intake, 'intake')}`).catch(() => undefined),
    );
    expect(info).toMatchObject({ state: { messages: 2 } });
    expect(heard).toEqual([]);
  }, 60_000);
});
