import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Caller,
  createCallerSigner,
  createRpcClient,
  isAppError,
  migrate,
  newId,
  type RpcClient,
  readConfig,
} from '@jamaa/kit';
import { createSuite, type Suite, startChild, until } from '@jamaa/kit/testing';
import { PreviewRequest, RoutingServiceClient } from '@jamaa/proto/routing/v1/routing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { config } from '../src/config.ts';
import { createContext, type RoutingContext } from '../src/context.ts';
import type { RuleInput } from '../src/domain/rule.ts';
import { seedRules } from '../src/domain/seed-rules.ts';
import { migration } from '../src/store/indexes.ts';
import type { RuleSetRow } from '../src/store/rule-sets.ts';
import { away, type FakeIntake, startIntake, untilConsumed } from './support.ts';

const service: Caller = { kind: 'service', service: 'gateway' };
const account: Caller = { kind: 'account', subject: 'agent', client: 'portal', acr: 'strong' };
const anonymous: Caller = { kind: 'anonymous', client: 'portal' };
const contract: RuleInput = {
  id: 'dec-example',
  version: 2,
  categories: ['DEC'],
  territory: '03.451.01.09',
  validFrom: '2026-01-01',
  lead: { organisation: 'operator:example', unit: 'administration' },
  note: { ar: 'عقد', fr: 'contrat' },
  source: 'contrat',
};

/** The rules as others meet them: over gRPC, by who they are, and as they change while the service runs. */
describe('rules', () => {
  let suite: Suite;
  let intake: FakeIntake;
  let routing: RoutingContext;
  let client: RpcClient<RoutingServiceClient>;
  let token: (caller: Caller) => Promise<string>;

  const as = async (caller: Caller) => ({ token: await token(caller) });
  const preview = async (more: Partial<PreviewRequest>, caller: Caller = service) => {
    const usual = {
      category: 'DEC',
      commune: '03.451.01.09',
      date: '2026-03-02',
      kind: 'COMPLAINT_KIND_RECLAMATION' as const,
    };
    return client.call.preview(PreviewRequest.fromPartial({ ...usual, ...more }), await as(caller));
  };
  const refusal = async (call: Promise<unknown>): Promise<string> => {
    const error = await call.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (!isAppError(error)) throw new Error('was not refused', { cause: error });
    return [error.code, ...error.fields.map(({ path }) => path)].join(' ');
  };

  beforeAll(async () => {
    suite = await createSuite();
    intake = await startIntake(suite);
    const env = readConfig(
      config,
      suite.variables('routing', { ...away, RULES_REFRESH_MS: '50', LOG_LEVEL: 'silent' }),
    );
    await migrate(migration, env);
    const contexts = await Promise.all([createContext(env), createContext(env)]);
    routing = contexts[0];
    await contexts[1].platform.close();
    const signer = await createCallerSigner(suite.secretsDir, 'gateway');
    token = (caller) => signer.mint(caller, 'routing');
    client = createRpcClient(RoutingServiceClient, `127.0.0.1:${routing.served.rpcPort}`);
  });
  afterAll(async () => {
    client.close();
    for (const platform of [routing.platform, intake.platform]) {
      await platform.mongo.dropDatabase();
      await platform.close();
    }
  });

  it('are seeded once, as version 1, by two processes that start together', async () => {
    const rows = await routing.platform.mongo.collection<RuleSetRow>('rules').find({}).toArray();
    expect(rows).toMatchObject([{ _id: 1, publishedBy: 'seed' }]);
    expect(rows[0]?.rules).toHaveLength(seedRules.length);
  });

  it('are listed as of a day, for a category, in the order in which they are tried', async () => {
    const of = async (date: string) => {
      const { rules } = await client.call.listRules({ date, category: 'EAU' }, await as(account));
      return rules.map(({ id }) => id);
    };
    expect(await of('2024-10-14')).toEqual(['eau-srm-06', 'eau-commune', 'confidential-named-officer']);
    expect(await of('2024-10-15')).toEqual(['eau-srm-09', 'eau-srm-06', 'eau-commune', 'confidential-named-officer']);
    const all = await client.call.listRules({ date: '', category: '' }, await as(service));
    expect(all.ruleSetVersion).toBe(1);
    expect(all.rules.find(({ id }) => id === 'cor-igat')).toMatchObject({
      categories: ['COR'],
      confidential: true,
      outcome: 'ROUTING_OUTCOME_QUALIFICATION',
      kind: 'COMPLAINT_KIND_UNSPECIFIED',
      validFrom: '2015-07-23',
      validTo: '',
      note: { ar: expect.stringMatching(/الرشوة/), fr: expect.stringMatching(/Corruption/) },
    });
  });

  it('can be tried without writing anything', async () => {
    const { decision, ruleSetVersion } = await preview({ category: 'SOC', addressee: 'commune:03.451.01.09' });
    expect(ruleSetVersion).toBe(1);
    expect(decision).toMatchObject({ organisation: 'commune:03.451.01.09', ruleId: 'soc-province' });
    expect(await routing.platform.mongo.collection('decisions').countDocuments({})).toBe(0);
    expect(await routing.platform.mongo.collection('events').countDocuments({})).toBe(0);
  });

  it('explain a decision, to services only', async () => {
    const [complaint] = await intake.submit({ category: 'CIV' });
    await untilConsumed(intake);
    const { id = '', reference = '' } = complaint ?? {};
    const byId = await client.call.explain({ complaintId: id, reference: '' }, await as(service));
    expect(byId).toMatchObject({
      complaintId: id,
      reference,
      version: 1,
      complaintVersion: 1,
      ruleSetVersion: 1,
      decision: { organisation: 'commune:03.451.01.09', unit: 'civil-status', ruleId: 'civ-commune' },
    });
    expect(byId.decision?.trace[0]?.ar).toMatch(/الحالة المدنية/);
    expect(await client.call.explain({ complaintId: '', reference }, await as(service))).toEqual(byId);
    for (const caller of [account, anonymous])
      expect(await refusal(client.call.explain({ complaintId: id, reference: '' }, await as(caller)))).toBe(
        'forbidden',
      );
  });

  it('refuse bad questions by the name of the field', async () => {
    const explain = async (complaintId: string, reference: string) =>
      refusal(client.call.explain({ complaintId, reference }, await as(service)));
    expect(await explain('', '')).toBe('validation-failed complaintId');
    expect(await explain('a', 'b')).toBe('validation-failed complaintId');
    expect(await explain(newId(), '')).toBe('not-found');
    expect(await explain('', '03-26-NOBODY')).toBe('not-found');
    expect(await refusal(preview({ category: 'NOPE' }))).toBe('validation-failed category');
    expect(await refusal(preview({ commune: '03.451' }))).toBe('validation-failed commune');
    expect(await refusal(preview({ date: '2026-02-30' }))).toBe('validation-failed date');
    expect(await refusal(preview({ kind: 'COMPLAINT_KIND_UNSPECIFIED' }))).toBe('validation-failed kind');
    expect(await refusal(preview({}, anonymous))).toBe('forbidden');
    const list = async (date: string, category: string, caller: Caller = service) =>
      refusal(client.call.listRules({ date, category }, await as(caller)));
    expect(await list('yesterday', '')).toBe('validation-failed date');
    expect(await list('', 'NOPE')).toBe('validation-failed category');
    expect(await list('', '', anonymous)).toBe('forbidden');
  });

  it('are changed with the tool while the service runs, and a refused set leaves nothing behind', async () => {
    const { mongo } = routing.platform;
    const folder = await mkdtemp(join(tmpdir(), 'jamaa-rules-'));
    const file = join(folder, 'rules.json');
    const tool = async (...args: string[]) => {
      const child = startChild(join(import.meta.dirname, '../src/rules.ts'), suite.variables('routing', away), args);
      return { ...(await child.ended()), said: child.stdout() + child.stderr() };
    };
    expect((await preview({}, account)).decision?.organisation).toBe('commune:03.451.01.09');
    const inForce = JSON.parse((await tool('show')).said) as RuleInput[];
    const clash = { ...contract, id: 'clash', lead: { organisation: 'commune', unit: 'hygiene' } };
    await writeFile(file, JSON.stringify([...inForce, contract, clash]));
    for (const command of ['check', 'publish'])
      expect(await tool(command, file, 'test')).toMatchObject({
        code: 1,
        said: expect.stringContaining('clash contradicts dec-example'),
      });
    expect(await mongo.collection('rules').countDocuments({})).toBe(1);
    await writeFile(file, JSON.stringify([...inForce, contract]));
    expect(await tool('check', file)).toMatchObject({ code: 0, said: expect.stringContaining('nothing wrong') });
    expect(await tool('publish', file)).toMatchObject({ code: 1, said: expect.stringContaining('usage') });
    expect(await mongo.collection('rules').countDocuments({})).toBe(1);
    expect(await tool('publish', file, 'test')).toMatchObject({ code: 0, said: 'version 2 published\n' });
    await rm(folder, { recursive: true });
    await until('version 2 is in force', async () => (await preview({})).ruleSetVersion === 2);
    expect((await preview({})).decision).toMatchObject({
      organisation: 'operator:example',
      ruleId: 'dec-example',
      ruleVersion: 2,
    });
    expect(await routing.platform.metrics.registry.metrics()).toContain('jamaa_routing_rules_version 2');
  });

  it('stay in force when somebody writes a set that no check has seen', async () => {
    const unsafe = { ...contract, id: 'unsafe', categories: ['COR'] };
    await routing.platform.mongo
      .collection<Pick<RuleSetRow, '_id'> & { rules: unknown }>('rules')
      .insertOne({ _id: 3, rules: [unsafe] });
    await expect(routing.book.refresh()).rejects.toThrow('COR is always confidential');
    expect((await preview({})).ruleSetVersion).toBe(2);
    const env = readConfig(config, suite.variables('routing', away));
    await expect(createContext(env)).rejects.toThrow('COR is always confidential');
  });
});
