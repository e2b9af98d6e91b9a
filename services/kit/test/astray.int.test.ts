import { connect, createServer, type Server, type Socket } from 'node:net';
import { appendEvents, encodeEvent, inTransaction, streamName } from '@jamaa/kit';
import { until } from '@jamaa/kit/testing';
import { ComplaintTaken } from '@jamaa/proto/intake/v1/events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TwoServices } from './fixtures/two-services.ts';

const taken = { type: 'jamaa.alpha.complaint.taken.v1', codec: ComplaintTaken };

/** A wire between a service and the broker that can lose what is on it. */
class Wire {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #deaf = false;

  constructor(host: string, port: number) {
    this.#server = createServer((client) => {
      const broker = connect({ host, port });
      for (const socket of [client, broker]) {
        this.#sockets.add(socket);
        // One end closing closes the other; a reset is what this wire is for.
        socket.on('error', () => undefined);
        socket.on('close', () => {
          client.destroy();
          broker.destroy();
        });
      }
      client.pipe(broker);
      broker.on('data', (data) => {
        if (!this.#deaf) client.write(data);
      });
    });
  }

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const address = this.#server.address();
    return `nats://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  }

  /** From now on what the broker says does not arrive. */
  lose(): void {
    this.#deaf = true;
  }

  /** Breaks every connection; new ones hear again. */
  break(): void {
    this.#deaf = false;
    for (const socket of this.#sockets) socket.destroy();
    this.#sockets.clear();
  }

  close(): void {
    this.break();
    this.#server.close();
  }
}

describe('a message that went astray with its connection', () => {
  let world: TwoServices;
  let wire: Wire;
  let head = { version: 0, lastEventId: undefined as string | undefined };

  const write = async (): Promise<void> => {
    const event = encodeEvent(taken, ComplaintTaken.fromPartial({ complaint: { id: 'thing' } }));
    head = await inTransaction(world.alpha, async (session) =>
      appendEvents(session, { type: 'complaint', id: 'thing', ...head }, [event], new Date()),
    );
    await world.untilPublished();
  };

  beforeAll(async () => {
    world = await TwoServices.open();
    const broker = new URL(world.suite.env('alpha').NATS_URL);
    wire = new Wire(broker.hostname, Number(broker.port));
    await world.start('journal-owner', { COUNT: '0' });
    await world.start('reader', { NATS_URL: await wire.open() });
  });
  afterAll(async () => {
    wire.close();
    await world.close();
  });

  it('is applied before the next one of its aggregate, not dropped as old', async () => {
    await write();
    await world.untilSeen(1);
    wire.lose();
    await write();
    await until('the broker holds it for delivered', async () => {
      const info = await world.live.manager.consumers.info(streamName(world.live, 'alpha'), 'beta');
      return info.delivered.stream_seq === 2;
    });
    wire.break();
    await write();
    await world.untilSeen(3);
    expect(await world.seen()).toEqual({ thing: [1, 2, 3] });
  });
});
