import {
  type Caller,
  createCallerSigner,
  createRpcClient,
  isAppError,
  journalRows,
  migrate,
  readConfig,
} from '@jamaa/kit';
import { createSuite, until, verifiedTrail } from '@jamaa/kit/testing';
import { EditRuleSetRequest, RoutingServiceClient, Rule, type RuleSet } from '@jamaa/proto/routing/v1/routing';
import { expect } from '@jest/globals';
import { config } from '../src/config.ts';
import { createContext } from '../src/context.ts';
import { dayOf } from '../src/events/request-of.ts';
import { draftRows } from '../src/store/drafts.ts';
import { migration } from '../src/store/indexes.ts';
import { startDirectory } from './directory.ts';
import { startIntake } from './support.ts';

export const as = (subject: string): Caller => ({ kind: 'account', subject, client: 'portal', acr: 'strong' });
export const SEFROU = '03.451.01.09';

/** A rule for Sefrou as an administrator of the région writes it. */
export const rule = (more: Partial<Rule> = {}): Rule =>
  Rule.fromPartial({
    id: 'dec-sefrou',
    categories: ['DEC'],
    territory: SEFROU,
    validFrom: '2026-01-01',
    outcome: 'ROUTING_OUTCOME_ASSIGNED',
    lead: { organisation: 'commune', unit: 'hygiene' },
    note: { ar: 'قاعدة محلية', fr: 'règle locale' },
    source: 'délibération',
    ...more,
  });

/** Routing with its administrators: real servers, a directory and an intake that stand in for theirs. */
export type Administration = Awaited<ReturnType<typeof openAdministration>>;

export async function openAdministration() {
  const suite = await createSuite();
  const [intake, directory] = [await startIntake(suite), await startDirectory(suite)];
  const variables = { RULES_REFRESH_MS: '50', LOG_LEVEL: 'silent', DIRECTORY_ADDRESS: directory.address };
  const env = readConfig(config, suite.variables('routing', variables));
  await migrate(migration, env);
  const routing = await createContext(env);
  const signer = await createCallerSigner(suite.secretsDir, 'gateway');
  const token = (caller: Caller) => signer.mint(caller, 'routing');
  const client = createRpcClient(RoutingServiceClient, `127.0.0.1:${routing.served.rpcPort}`);
  const today = dayOf(new Date());
  type Calls = typeof client.call;
  const call = async <K extends keyof Calls>(name: K, request: unknown, subject = 'regional') =>
    (client.call[name] as (request: unknown, options: object) => ReturnType<Calls[K]>)(request, {
      token: await token(as(subject)),
    });
  const set = (answer: { ruleSet?: RuleSet | undefined }): RuleSet => {
    if (answer.ruleSet === undefined) throw new Error('no set');
    return answer.ruleSet;
  };
  const begin = async (subject = 'regional') => set(await call('createRuleSet', { idempotencyKey: '' }, subject));
  const edit = async (draft: RuleSet, upserts: Rule[], removals: string[] = [], subject = 'regional') =>
    set(await call('editRuleSet', edits(draft, upserts, removals), subject));
  const edits = ({ id, version }: RuleSet, upserts: Rule[], removals: string[] = []) =>
    EditRuleSetRequest.fromPartial({ id, expectedVersion: version, upserts, removals });
  const tryIt = ({ id, version }: RuleSet, last = 0, subject = 'regional') =>
    call('tryRuleSet', { id, expectedVersion: version, last }, subject);
  const activate = async ({ id, version }: RuleSet, activeFrom = today, subject = 'regional') =>
    set(await call('activateRuleSet', { id, expectedVersion: version, activeFrom }, subject));
  /** Code, then path and words of each field. */
  const refused = async (promise: Promise<unknown>): Promise<string[]> => {
    const error = await promise.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (!isAppError(error)) throw new Error('was not refused', { cause: error });
    return [error.code, ...error.fields.map(({ path, message }) => `${path} ${message}`)];
  };
  const unchanged = async (draft: RuleSet, run: () => Promise<unknown>): Promise<void> => {
    const count = () => journalRows(routing.platform.mongo).countDocuments({ aggregateId: draft.id });
    const before = [await count(), (await draftRows(routing.platform.mongo).findOne({ _id: draft.id }))?.version];
    await run();
    const after = [await count(), (await draftRows(routing.platform.mongo).findOne({ _id: draft.id }))?.version];
    expect(after).toEqual(before);
  };
  const leadOf = async (category: string, more: object = {}) => {
    const request = { category, commune: SEFROU, date: '', kind: 'COMPLAINT_KIND_RECLAMATION', confidential: false };
    const { decision } = await call('preview', { ...request, addressee: '', ...more });
    return `${decision?.organisation} ${decision?.unit}`;
  };

  await until('the directory is copied', async () => {
    const found = await routing.platform.mongo.collection('copy_state').findOne({});
    return found?.['warmedAt'] !== undefined;
  });
  await until('the seed holds', async () => (await refused(begin('clerk')))[0] === 'forbidden');
  const close = async (): Promise<void> => {
    client.close();
    await directory.close();
    for (const platform of [routing.platform, intake.platform]) {
      await platform.mongo.dropDatabase();
      await platform.close();
    }
  };
  /** What the operators' tool is told of the audit trail. */
  const trail = (id = '') => verifiedTrail(suite, { service: 'routing', rpcPort: routing.served.rpcPort }, id);
  return {
    trail,
    intake,
    directory,
    routing,
    client,
    token,
    today,
    call,
    set,
    begin,
    edit,
    tryIt,
    activate,
    refused,
    unchanged,
    leadOf,
    close,
  };
}
