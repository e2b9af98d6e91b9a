import { hostname } from 'node:os';
import { journalRows } from '@jamaa/kit';
import { type Child, until } from '@jamaa/kit/testing';
import { intakeEvents } from '@jamaa/proto/catalog';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Connection } from 'mongoose';
import type { Filed } from './support/client.ts';
import { createWorld, type IntakeProcess, type World } from './support/world.ts';

const LEASE_TTL_MS = 2_000;
const lease = { LEASE_TTL_MS: String(LEASE_TTL_MS) };

/** Two processes of intake and two of routing at once; whichever holds the lease of a relay or a fetcher is killed. */
describe('two replicas', () => {
  let world: World;
  const intakes: IntakeProcess[] = [];
  const routings: Child[] = [];
  const filed: Filed[] = [];

  beforeAll(async () => {
    world = await createWorld();
    intakes.push(...(await Promise.all([world.start(lease), world.start(lease)])));
    routings.push(world.startRouting(lease), world.startRouting(lease));
  }, 60_000);
  afterAll(() => world.close());

  const holderOf = async (database: Connection, name: string): Promise<{ pid: number; fence: number }> => {
    const row = await database
      .collection<{ _id: string; holder: string; fence: number; expiresAt: number }>('leases')
      .findOne({ _id: name, expiresAt: { $gt: Date.now() } });
    const [host, pid] = (row?.holder ?? '').split('/');
    return host === hostname() ? { pid: Number(pid), fence: row?.fence ?? 0 } : { pid: 0, fence: 0 };
  };
  const alive = (): IntakeProcess[] =>
    intakes.filter(({ child }) => child.process.exitCode === null && child.process.signalCode === null);
  const submitTo = async (processes: readonly IntakeProcess[], count: number): Promise<void> => {
    const all = Array.from({ length: count }, (_, index) => processes[index % processes.length]?.submit());
    for (const one of await Promise.all(all)) if (one !== undefined) filed.push(one);
  };

  it.each([
    ['intake', 'relay'],
    ['intake', 'consumer:routing'],
    ['routing', 'relay'],
    ['routing', 'consumer:intake'],
  ] as const)('of %s: the lease "%s" goes to the other one when its holder is killed', async (service, name) => {
    const database = service === 'intake' ? world.mongo : world.routing;
    const children = service === 'intake' ? intakes.map(({ child }) => child) : routings;
    const held = await until(`${name} held`, async () => {
      const found = await holderOf(database, name);
      return found.pid !== 0 && found;
    });
    const holder = children.find((child) => child.process.pid === held.pid);
    if (holder === undefined) throw new Error(`${held.pid} holds ${name} and is none of ours`);
    await submitTo(alive(), 6);
    await holder.kill('SIGKILL');
    const killedAt = Date.now();
    await submitTo(alive(), 6);
    const next = await until(`${name} held by the other`, async () => {
      const found = await holderOf(database, name);
      return found.pid !== 0 && found.pid !== held.pid && found;
    });
    // The lease runs out, and the other one asks for it four times in that time.
    expect(Date.now() - killedAt).toBeLessThan(2 * LEASE_TTL_MS);
    expect(next.fence).toBeGreaterThan(held.fence);
    await world.untilAssigned(...filed.map((one) => one.reference));
    if (service === 'intake') intakes.push(await world.start(lease));
    else routings.push(world.startRouting(lease));
  });

  it('have published, decided and assigned every case once', async () => {
    expect(filed).toHaveLength(48);
    const ids = filed.map(({ id }) => id).sort();
    const rows = await journalRows(world.mongo).find({}).sort({ aggregateId: 1, version: 1 }).toArray();
    expect(rows.map((row) => `${row.aggregateId} ${row.version} ${row.type}`)).toEqual(
      ids.flatMap((id) => [`${id} 1 ${intakeEvents.submitted.type}`, `${id} 2 ${intakeEvents.assigned.type}`]),
    );
    const decided = await journalRows(world.routing).find({}).toArray();
    expect(decided.map((row) => `${row.aggregateId} ${row.version}`).sort()).toEqual(ids.map((id) => `${id} 1`));
    for (const [type, version] of [
      [intakeEvents.submitted.type, 1],
      [intakeEvents.assigned.type, 2],
    ] as const) {
      expect((await world.published(type)).sort()).toEqual(ids.map((id) => `${id} ${version}`));
    }
  });
});
