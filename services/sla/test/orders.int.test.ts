import {
  appendEvents,
  createClock,
  createPlatform,
  encodeEvent,
  inTransaction,
  journalRows,
  migrate,
  newId,
  type Platform,
} from '@jamaa/kit';
import { until } from '@jamaa/kit/testing';
import { documentOrdersEvents, slaEvents } from '@jamaa/proto/catalog';
import { Account } from '@jamaa/proto/directory/v1/directory';
import { OrderProduced, OrderSentToBureau } from '@jamaa/proto/document_orders/v1/document_orders';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { SlaContext } from '../src/context.ts';
import { clockRows } from '../src/store/clock-rows.ts';
import { escalationRows } from '../src/store/escalation-rows.ts';
import { createWorld, moveTo, type World } from './support/world.ts';

const commune = 'commune:03.451.01.09';
const clock = createClock();
let world: World;
let orders: Platform;
let sla: SlaContext;
beforeAll(async () => {
  world = await createWorld();
  const env = world.suite.env('document-orders');
  await migrate({ service: 'document-orders', indexes: [], consumes: [] }, env);
  orders = await createPlatform({ service: 'document-orders', env, indexes: [] });
  const grant = { organisation: commune, unit: '', scope: '03.451.01.09' };
  const account = (id: string, role: string) =>
    Account.fromPartial({ id, subject: id, language: 'ar', active: true, grants: [{ ...grant, role }], version: 1 });
  world.directory.accounts.push(account('registrar-1', 'registrar'), account('clerk-1', 'desk-clerk'));
  world.directory.lines.set(commune, [
    { level: 'directeur-services', organisation: commune, accountIds: ['director-1'] },
  ]);
  moveTo(clock, '2026-04-06T09:00:00Z');
  sla = await world.startSla(clock);
});
afterAll(async () => {
  await sla.platform.close();
  await orders.mongo.dropDatabase();
  await orders.close();
  await world.close();
});

const tell = async (id: string, version: number, event: Parameters<typeof appendEvents>[2][number]): Promise<void> => {
  await inTransaction(orders.mongo, async (session) =>
    appendEvents(session, { type: 'order', id, version }, [event], clock.now()),
  );
  orders.relay.poke();
};
const sent = (id: string, version: number) => {
  const order = { id, reference: 'D-03-26-7K3Q9M-C', version: version + 1, state: 'sent-to-bureau', total: 2_000 };
  const about = { order, consignment: 'c1', bureauId: '03.451.01.09-1' };
  return { about, event: encodeEvent(documentOrdersEvents.sentToBureau, OrderSentToBureau.fromPartial(about)) };
};
const rowsOf = (id: string) =>
  clockRows(world.mongo)
    .find({ complaintId: `${id}/c1` })
    .toArray();
const journalOf = async (id: string) => {
  const rows = await journalRows(world.mongo)
    .find({ aggregateId: `${id}/c1/producing` })
    .sort({ version: 1 })
    .toArray();
  return rows.map((row) => {
    const data = row.data instanceof Uint8Array ? row.data : row.data.value();
    const event = Object.values(slaEvents).find(({ type }) => type === row.type);
    const told = event?.codec.decode(data) as { accountIds?: string[] } | undefined;
    return [row.type.split('.')[3], told?.accountIds];
  });
};

it('a bureau that is late with an order is told, then its line, without asking intake; and once it has made it, nobody', async () => {
  const [late, made] = [newId(), newId()];
  for (const id of [late, made]) await tell(id, 0, sent(id, 0).event);
  await until('clocks', async () => (await rowsOf(late)).length + (await rowsOf(made)).length === 2);
  await tell(made, 1, encodeEvent(documentOrdersEvents.produced, OrderProduced.fromPartial(sent(made, 1).about)));
  await until('posting', async () => (await rowsOf(made)).length === 2);
  moveTo(clock, '2026-04-12T12:00:00Z');
  const told = await until('four steps', async () => {
    const found = await journalOf(late);
    return found.length === 4 && found;
  });
  expect(told).toEqual([
    ['warned', ['registrar-1']],
    ['breached', ['registrar-1']],
    ['escalated', ['registrar-1']],
    ['escalated', ['director-1']],
  ]);
  expect(await journalOf(made)).toEqual([]);
  const queue = await escalationRows(world.mongo).find({ accountId: 'registrar-1', open: true }).toArray();
  expect(queue).toContainEqual(expect.objectContaining({ complaintId: `${late}/c1`, clock: 'producing' }));
  await tell(late, 1, encodeEvent(documentOrdersEvents.produced, OrderProduced.fromPartial(sent(late, 1).about)));
  await until('out of the queue', async () => {
    const open = await escalationRows(world.mongo).findOne({
      complaintId: `${late}/c1`,
      clock: 'producing',
      open: true,
    });
    return open === null;
  });
});
