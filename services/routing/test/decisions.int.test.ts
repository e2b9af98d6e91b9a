import { bytesOf, deadLetterRows, inboxRows, journalRows, migrate, readConfig } from '@jamaa/kit';
import { createSuite, type Suite, until } from '@jamaa/kit/testing';
import { ComplaintRouted } from '@jamaa/proto/routing/v1/events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { config } from '../src/config.ts';
import { createContext, type RoutingContext } from '../src/context.ts';
import { type DecisionRow, findDecision } from '../src/store/decisions.ts';
import { migration } from '../src/store/indexes.ts';
import { away, type FakeIntake, republishLast, startIntake, untilConsumed } from './support.ts';

/** Given real servers: what intake submits is decided once, with a trace, and told once. */
describe('decisions', () => {
  let suite: Suite;
  let intake: FakeIntake;
  let routing: RoutingContext;

  const decided = (id: string) => until('a decision', () => findDecision(routing.platform.mongo, { _id: id }));
  const routed = async (id: string) => {
    const rows = await journalRows(routing.platform.mongo).find({ aggregateId: id }).toArray();
    return rows.map((row) => ({ row, event: ComplaintRouted.decode(bytesOf(row.data)) }));
  };
  const counted = async (outcome: string): Promise<number> => {
    const metric = await routing.platform.metrics.registry.getSingleMetric('jamaa_routing_decisions_total')?.get();
    return metric?.values.find(({ labels }) => labels['outcome'] === outcome)?.value ?? 0;
  };

  beforeAll(async () => {
    suite = await createSuite();
    intake = await startIntake(suite);
    const env = readConfig(config, suite.variables('routing', away));
    await migrate(migration, env);
    routing = await createContext(env);
  });
  afterAll(async () => {
    for (const platform of [routing.platform, intake.platform]) {
      await platform.mongo.dropDatabase();
      await platform.close();
    }
  });

  it('answers a submitted complaint with a decision, its trace, and one published event', async () => {
    const before = await counted('assigned');
    const [complaint] = await intake.submit({ category: 'EAU', receivedAt: new Date('2025-07-14T23:30:00Z') });
    const id = complaint?.id ?? '';
    // 23:30 UTC is 15 July in Morocco: the day on which the société of Fès-Meknès starts.
    const row = await decided(id);
    expect(row).toMatchObject({
      reference: complaint?.reference,
      complaintVersion: 1,
      version: 1,
      ruleSetVersion: 1,
      request: { date: '2025-07-15' },
      decision: { outcome: 'assigned', organisation: 'srm:03', unit: 'water', ruleId: 'eau-srm-03', ruleVersion: 1 },
    } satisfies Partial<Record<keyof DecisionRow, unknown>>);
    const [only, ...others] = await routed(id);
    expect(others).toEqual([]);
    expect(only?.row).toMatchObject({
      type: 'jamaa.routing.complaint.routed.v1',
      aggregateType: 'complaint',
      version: 1,
    });
    expect(only?.event).toMatchObject({
      complaintId: id,
      reference: complaint?.reference,
      complaintVersion: 1,
      decision: { outcome: 'ROUTING_OUTCOME_ASSIGNED', organisation: 'srm:03', unit: 'water', ruleId: 'eau-srm-03' },
    });
    expect(only?.event.decision?.trace).toEqual([
      {
        ruleId: 'eau-srm-03',
        matched: true,
        ar: expect.stringMatching(/تنطبق/),
        fr: expect.stringMatching(/applique/),
      },
      { ruleId: 'eau-commune', matched: false, ar: expect.any(String), fr: expect.stringMatching(/eau-srm-03/) },
    ]);
    await until('the event is published', async () => (await routed(id))[0]?.row.pending === undefined);
    await until('the decision is counted', async () => (await counted('assigned')) === before + 1);
    expect(await routing.platform.metrics.registry.metrics()).toMatch(
      /^jamaa_routing_decision_delay_seconds_count [1-9]/m,
    );
  });

  it('keeps a confidential case, its decision and its event away from the body complained of', async () => {
    const [complaint] = await intake.submit({ category: 'COR', addressee: 'commune:03.451.01.09', confidential: true });
    const { decision } = await decided(complaint?.id ?? '');
    expect(decision).toMatchObject({
      outcome: 'qualification',
      organisation: 'igat',
      consulted: ['gouverneur:03.451'],
    });
    const [only] = await routed(complaint?.id ?? '');
    expect(JSON.stringify(only?.event)).not.toContain('commune:');
  });

  it('decides once about an event that comes again, even when the inbox has forgotten it', async () => {
    const [complaint] = await intake.submit({ category: 'ECL' });
    const id = complaint?.id ?? '';
    await decided(id);
    await untilConsumed(intake);
    await republishLast(intake);
    await untilConsumed(intake);
    expect(await routed(id)).toHaveLength(1);
    await inboxRows(routing.platform.mongo).deleteOne({ _id: `intake:${id}` });
    await republishLast(intake);
    await until('the inbox knows it again', () => inboxRows(routing.platform.mongo).findOne({ _id: `intake:${id}` }));
    expect(await routed(id)).toHaveLength(1);
    expect(await deadLetterRows(routing.platform.mongo).countDocuments({ aggregateId: id })).toBe(0);
  });

  it('parks what it cannot read, guesses nothing, and lets the others pass', async () => {
    const [place, time, kind, good] = await intake.submit(
      { communeCode: '03.451' },
      { receivedAt: undefined },
      { kind: 'COMPLAINT_KIND_UNSPECIFIED' },
      { category: 'NEW' },
    );
    const qualified = await decided(good?.id ?? '');
    expect(qualified.decision).toMatchObject({ outcome: 'qualification', organisation: 'commune:03.451.01.09' });
    const bad = [place, time, kind].map((one) => one?.id ?? '');
    const letters = await until('three dead letters', async () => {
      const rows = await deadLetterRows(routing.platform.mongo)
        .find({ aggregateId: { $in: bad } })
        .toArray();
      return rows.length === 3 && rows;
    });
    const reasons = Object.fromEntries(letters.map(({ aggregateId, reason }) => [aggregateId, reason.message]));
    expect(bad.map((id) => reasons[id])).toEqual([
      '03.451 is not the code of a commune',
      'a complaint has a time of receipt',
      'unknown COMPLAINT_KIND value COMPLAINT_KIND_UNSPECIFIED',
    ]);
    for (const id of bad) expect(await routed(id)).toEqual([]);
  });

  it('leaves a case of another register to the body that has it, and decides for one that none has', async () => {
    const importedAt = new Date('2026-11-02T09:00:00Z');
    const [had] = await intake.submit({ importedAt, organisation: 'commune:03.451.01.09', unit: 'technical' });
    const [free] = await intake.submit({ importedAt });
    await decided(free?.id ?? '');
    await untilConsumed(intake);
    expect(await findDecision(routing.platform.mongo, { _id: had?.id ?? '' })).toBeFalsy();
    expect(await routed(had?.id ?? '')).toEqual([]);
  });
});
