import { inTransaction, journalRows, newId, writesOf } from '@jamaa/kit';
import { until } from '@jamaa/kit/testing';
import { AddContractRequest } from '@jamaa/proto/routing/v1/routing';
import { afterAll, describe, expect, it } from '@jest/globals';
import { type DecisionRow, decisionCollection, findDecision, scopesOf } from '../src/store/decisions.ts';
import { findSuggestion } from '../src/store/suggestions.ts';
import { as, openAdministration, SEFROU } from './administration.ts';
import { organisation } from './directory.ts';
import { untilConsumed } from './support.ts';

const { intake, directory, routing, client, token, call, set, begin, tryIt, activate, refused, leadOf, trail, close } =
  await openAdministration();
afterAll(close);

describe('rules in use', () => {
  it('a contract stands as rules of its territories, ends with the commune, and overlaps no other', async () => {
    const draft = await begin();
    const contract = (more: object) =>
      AddContractRequest.fromPartial({
        ruleSet: draft.id,
        contract: {
          number: '12/2026',
          operator: 'operator:arma',
          categories: ['DPS'],
          territories: [SEFROU],
          validFrom: '2026-01-01',
          validTo: '2026-07-01',
          ...more,
        },
      });
    await call('addContract', contract({}));
    expect((await refused(call('addContract', contract({ number: '13', territories: ['03.451'] }))))[1]).toBe(
      'territories overlaps contract 12/2026 of operator:arma',
    );
    expect((await refused(call('addContract', contract({ operator: 'operator:nobody' }))))[1]).toMatch(/lead/);
    const added = set(await call('addContract', contract({ number: '13', validFrom: '2026-08-01', validTo: '' })));
    expect(added.changed).toEqual([`contract-12-2026-${SEFROU}`, `contract-13-${SEFROU}`]);
    const { contracts } = await call('listContracts', { ruleSet: draft.id });
    expect(contracts.map(({ number, state }) => [number, state]).sort()).toEqual([
      ['12/2026', 'ended'],
      ['13', 'in-force'],
    ]);
  });

  it('a contract that has ended leaves its cases to the commune, and a new one takes them up', async () => {
    const byCommune = await leadOf('DPS', { date: '2026-06-30' });
    expect(byCommune).toMatch(`commune:${SEFROU} `);
    const draft = await begin();
    const contract = { operator: 'operator:arma', categories: ['DPS'], territories: [SEFROU] };
    const first = { ...contract, number: '12/2026', validFrom: '2026-01-01', validTo: '2026-07-01' };
    const second = { ...contract, number: '13/2026', validFrom: '2026-09-01' };
    const add = (one: object) =>
      call('addContract', AddContractRequest.fromPartial({ ruleSet: draft.id, contract: one }));
    await add(first);
    await activate(set(await tryIt(set(await add(second)))));
    const received = (category: string, day: string) => ({ category, receivedAt: new Date(`${day}T12:00:00Z`) });
    const cases = await intake.submit(
      ...['2025-12-31', '2026-01-01', '2026-06-30', '2026-07-01', '2026-08-31', '2026-09-01'].map((day) =>
        received('DPS', day),
      ),
      received('DEC', '2026-06-30'),
    );
    await untilConsumed(intake);
    const leads = cases.map(async ({ id }) => {
      const row = await findDecision(routing.platform.mongo, { _id: id });
      return `${row?.decision.organisation} ${row?.decision.unit}`;
    });
    const operator = await leadOf('DPS', { date: '2026-06-30' });
    expect(operator).toMatch('operator:arma ');
    const after = [byCommune, operator, operator, byCommune, byCommune, operator];
    expect(await Promise.all(leads)).toEqual([...after, await leadOf('DEC', { date: '2026-06-30' })]);
  });

  it('what five people correct alike is suggested with its cases, and accepted into a draft', async () => {
    const complaints = await intake.submit(...Array.from({ length: 6 }, () => ({ category: 'INF' })));
    await untilConsumed(intake);
    const correct = async (index: number) => {
      const one = complaints[index];
      if (one === undefined) throw new Error('no complaint');
      const placed = { ...one, version: 2, organisation: `commune:${SEFROU}`, unit: 'direction' };
      await intake.tell('assigned', placed);
    };
    for (const index of [0, 1, 2, 3]) await correct(index);
    await untilConsumed(intake);
    const listed = async () => (await call('listSuggestions', {})).suggestions;
    expect(await listed()).toEqual([]);
    await correct(4);
    await untilConsumed(intake);
    const [suggestion] = await until('a suggestion', async () => {
      const found = await listed();
      return found.length > 0 && found;
    });
    expect(suggestion).toMatchObject({ category: 'INF', territory: SEFROU, unit: 'direction', count: 5 });
    expect([...(suggestion?.evidence ?? [])].sort()).toEqual(
      complaints
        .slice(0, 5)
        .map(({ reference }) => reference)
        .sort(),
    );
    const id = suggestion?.id ?? '';
    expect(await refused(call('dismissSuggestion', { id, reason: ' ' }))).toEqual([
      'validation-failed',
      'reason say why it is no rule',
    ]);
    const draft = await begin();
    const answer = await call('acceptSuggestion', { id, ruleSet: draft.id, expectedVersion: 1 });
    expect(set(answer).changed).toEqual([`inf-corrected-${SEFROU}`]);
    expect(await listed()).toEqual([]);
    expect(await refused(call('dismissSuggestion', { id, reason: 'x' }))).toEqual(['command-not-allowed']);
  });

  it('a suggestion that is dismissed is gone with its reason, and five more corrections make it anew', async () => {
    const { mongo } = routing.platform;
    const correct = async () => {
      const [one] = await intake.submit({ category: 'CIM' });
      if (one === undefined) throw new Error('no complaint');
      await untilConsumed(intake);
      await intake.tell('assigned', { ...one, version: 2, organisation: `commune:${SEFROU}`, unit: 'direction' });
      await untilConsumed(intake);
      return one.reference;
    };
    const times = async (count: number) => {
      const references: string[] = [];
      for (let index = 0; index < count; index += 1) references.push(await correct());
      return references;
    };
    const listed = async () => (await call('listSuggestions', {})).suggestions;
    await times(5);
    const [{ id = '' } = {}] = await listed();
    const { suggestion } = await call('dismissSuggestion', { id, reason: ' travaux au cimetière ' });
    expect(suggestion).toMatchObject({ id, state: 'dismissed', count: 0, evidence: [] });
    expect(await listed()).toEqual([]);
    expect(await refused(call('dismissSuggestion', { id, reason: 'x' }))).toEqual(['command-not-allowed']);
    const row = await findSuggestion(mongo, id);
    expect(row).toMatchObject({ state: 'dismissed', reason: 'travaux au cimetière', open: false });
    expect(await trail(id)).toMatchObject({ chains: 1, broken: [] });
    expect((await trail()).broken).toEqual([]);
    const entry = await mongo.collection('audit').findOne({ _id: `${id}:1` as never });
    expect(entry).toMatchObject({ actor: 'account:regional', action: 'dismissed-suggestion' });
    const four = await times(4);
    expect(await listed()).toEqual([]);
    const evidence = [...four, ...(await times(1))];
    const [again] = await listed();
    expect(again).toMatchObject({ id, count: 5, state: 'open' });
    expect([...(again?.evidence ?? [])].sort()).toEqual(evidence.sort());
  });

  it('a case whose category was corrected is decided anew, once', async () => {
    const [one] = await intake.submit({ category: 'VOI' });
    if (one === undefined) throw new Error('no complaint');
    await untilConsumed(intake);
    await intake.tell('reclassified', { ...one, version: 4, category: 'CIV' });
    const again = await until('the second decision', async () => {
      const row = await findDecision(routing.platform.mongo, { _id: one.id });
      return row !== null && row.version === 2 && row;
    });
    expect(again).toMatchObject({
      complaintVersion: 4,
      request: { category: 'CIV' },
      decision: { unit: 'civil-status' },
    });
    expect(await journalRows(routing.platform.mongo).countDocuments({ aggregateId: one.id })).toBe(2);
  });

  it('a rule whose body is gone is listed as broken, counted, and its cases go to qualification with that trace', async () => {
    const { mongo, metrics } = routing.platform;
    await directory.publish(organisation('srm:03', 'srm', '03', ['water', 'sewerage', 'administration'], 2));
    await until('the copy knows', async () => {
      const row = await mongo.collection('copy_organisations').findOne({ _id: 'srm:03' as never });
      return row?.['version'] === 2;
    });
    const { ruleSet } = await call('getRuleSet', { id: `v${routing.book.current.version}` });
    expect(ruleSet?.broken).toMatchObject([{ ruleId: 'ele-srm-03', field: 'lead.unit' }]);
    expect(await metrics.registry.metrics()).toMatch(/^jamaa_routing_broken_rules 1$/m);
    const decided = await until('a case that its body cannot have', async () => {
      const [one] = await intake.submit({ category: 'ELE' });
      await untilConsumed(intake);
      const row = await findDecision(mongo, { _id: one?.id ?? '' });
      return row?.decision.outcome === 'qualification' && row.decision;
    });
    expect(decided).toMatchObject({ organisation: `commune:${SEFROU}`, unit: '' });
    expect(decided.trace.at(-1)).toMatchObject({ ruleId: 'body-gone', fr: expect.stringMatching(/electricity/) });
  });

  it('a confidential case counts in national trials only, and shows nowhere', async () => {
    await intake.submit({ category: 'COR', confidential: true });
    await untilConsumed(intake);
    const draft = await begin();
    const seen = async (subject: string) => (await tryIt({ ...draft, version: 0 }, 10_000, subject)).trial;
    const [regional, national] = [await seen('regional'), await seen('national')];
    expect((national?.considered ?? 0) - (regional?.considered ?? 0)).toBe(1);
    expect(JSON.stringify(regional?.matched)).not.toContain('confidential');
    expect(await refused(tryIt(draft, 10_001))).toEqual(['validation-failed', 'last at most 10000 complaints']);
  });

  it('ten thousand cases are tried while others are served', async () => {
    const { mongo } = routing.platform;
    const request = {
      category: 'VOI',
      place: { commune: SEFROU, province: '03.451', region: '03' },
      date: '2026-03-02',
      kind: 'reclamation' as const,
      confidential: false,
      addressee: '',
    };
    const decision = { outcome: 'assigned' as const, organisation: '', unit: '', consulted: [], trace: [] };
    const row = (): DecisionRow => {
      const _id = newId();
      const fixed = { complaintVersion: 1, version: 1, ruleSetVersion: 1, decidedAt: new Date() };
      const decided = { ...decision, ruleId: '', ruleVersion: 0 };
      return { _id, reference: _id, ...fixed, request, decision: decided, scopes: scopesOf(request) };
    };
    for (let part = 0; part < 10; part += 1)
      await inTransaction(mongo, async (session) => {
        writesOf(session).insert(decisionCollection, Array.from({ length: 1_000 }, row));
      });
    const draft = await begin();
    const request2 = { id: draft.id, expectedVersion: 1, last: 10_000 };
    const options = { token: await token(as('regional')), deadlineMs: 60_000 };
    const { trial } = await client.call.tryRuleSet(request2, options);
    expect(trial?.considered).toBe(10_000);
    process.stdout.write(`trial of 10,000: ${trial?.tookMs} ms\n`);
  });
});
