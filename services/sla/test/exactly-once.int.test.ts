import { join } from 'node:path';
import { connectBus, journalRows, streamName } from '@jamaa/kit';
import { type Child, startChild, until } from '@jamaa/kit/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type ClockRow, clockRows, rowOf } from '../src/store/clock-rows.ts';
import { escalationRows } from '../src/store/escalation-rows.ts';
import { after, fullLine, type Told } from './support/specification.ts';
import { caseNumber, createWorld, type World } from './support/world.ts';

const main = join(import.meta.dirname, '../src/main.ts');
const commune = 'commune:03.451.01.09';
const CASES = 40;
/** Long enough ago that every step of both clocks is due at once. */
const receivedAt = new Date(Date.now() - 130 * 86_400_000);
const about = { receivedAt, acknowledgedAt: receivedAt, organisation: commune, unit: 'technical' };
const told: Told = ['submitted', receivedAt.toISOString(), about];
const steps = {
  legal: ['T30', 'J-15', 'J-5', 'breach', 'directeur-services', 'president', 'gouverneur', 'wali', 'dgct'],
  internal: ['50%', '80%', 'breach', 'unit'],
};
/** What a killed process had in hand in the database is let go when its transaction ends there: after a minute by default. */
const ORPHANED_TRANSACTION_MS = 80_000;

/** Given two real replicas, one of which is killed or frozen in the act: every step of every clock leaves exactly once. */
describe('escalates twice with two replicas: never', () => {
  let world: World;
  let children: Child[] = [];
  let first = 0;

  beforeAll(async () => {
    world = await createWorld();
    world.directory.lines.set(commune, fullLine);
  });
  afterEach(async () => {
    await Promise.all(children.map((child) => child.kill('SIGKILL')));
    children = [];
    first += CASES;
  });
  afterAll(() => world.close());

  const start = (more: Record<string, string> = {}): Child => {
    const child = startChild(main, world.variables(more));
    children.push(child);
    return child;
  };
  const holds = (child: Child) =>
    until(`process ${child.process.pid} is the ticker`, async () => {
      const leases = world.mongo.collection<{ _id: string; holder: string; expiresAt: number }>('leases');
      const lease = await leases.findOne({ _id: 'ticker' });
      return lease !== null && lease.expiresAt > Date.now() && lease.holder.includes(`/${child.process.pid}/`);
    });
  const cases = () => Array.from({ length: CASES }, (_, n) => caseNumber(first + n, [told]));
  const ids = (): string[] => cases().map(([fact]) => fact?.complaint.id ?? '');
  const comesDue = async (): Promise<void> => {
    world.intake.know(cases().flat());
    const clocks = cases().flatMap((facts) => Object.values(after(facts)));
    const rows: ClockRow[] = clocks.map((clock) => rowOf(clock, undefined));
    await clockRows(world.mongo).insertMany(rows, { ignoreUndefined: true });
  };
  const count = (filter: object) => journalRows(world.mongo).countDocuments(filter);

  const expectEachOnce = async (): Promise<void> => {
    const nothingArmed = async () => (await clockRows(world.mongo).countDocuments({ armed: true })) === 0;
    await until('every step fired', nothingArmed, ORPHANED_TRANSACTION_MS);
    for (const id of ids()) {
      const events = await world.events(id);
      for (const [kind, wanted] of Object.entries(steps)) {
        expect(events.filter((event) => event.clock === kind).map(({ what }) => what)).toEqual(wanted);
      }
    }
    expect(await escalationRows(world.mongo).countDocuments({ complaintId: { $in: ids() } })).toBe(CASES * 6);
    await until('all published', async () => (await count({ pending: true })) === 0, ORPHANED_TRANSACTION_MS);
    expect(await published()).toBe(await count({}));
  };
  const published = async (): Promise<number> => {
    const { NATS_URL: url, NAMESPACE: namespace, CELL: cell } = world.suite.env('sla');
    const bus = connectBus({ url, name: 'test', namespace, cell, logger: console as never });
    const { state } = await (await bus.live()).manager.streams.info(streamName(bus, 'sla'));
    await bus.close();
    return state.messages;
  };

  it.each(['sla.after-claim@3', 'sla.before-publish@3'])(
    'kill -9 of one replica at %s',
    async (failpoint) => {
      const doomed = start({ FAILPOINTS: failpoint });
      await holds(doomed);
      start();
      await comesDue();
      expect(await doomed.ended()).toEqual({ code: null, signal: 'SIGKILL' });
      expect(doomed.stderr()).toContain(`failpoint hit: ${failpoint.split('@')[0]}`);
      expect(await clockRows(world.mongo).countDocuments({ armed: true })).toBeGreaterThan(0);
      await expectEachOnce();
    },
    180_000,
  );

  it('a replica frozen in the act, thawed after another has taken over', async () => {
    const frozen = start();
    await holds(frozen);
    const other = start();
    const before = await count({});
    await comesDue();
    await until('it has begun', async () => (await count({})) > before);
    frozen.process.kill('SIGSTOP');
    await holds(other);
    frozen.process.kill('SIGCONT');
    await expectEachOnce();
  }, 180_000);

  it('a killed replica is replaced soon, however long other leases last', async () => {
    const killed = start({ LEASE_TTL_MS: '100000' });
    await holds(killed);
    const other = start({ LEASE_TTL_MS: '100000' });
    await killed.kill('SIGKILL');
    await holds(other);
  });
});
