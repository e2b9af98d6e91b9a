import type { Caller } from '@jamaa/kit';
import { createSuite, type Suite } from '@jamaa/kit/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DirectoryContext } from '../src/context.ts';
import {
  anonymous,
  codeOf,
  connectDirectory,
  csv,
  type DirectoryClient,
  migrateDirectory,
  person,
  service,
  startDirectory,
} from './harness.ts';

/** Who calls: everybody a method could meet. Staff is of Sefrou; `foreign` are of another région. */
const callers = {
  anonymous,
  citizen: person('sub-citizen', 'citizen@example.ma'),
  clerk: person('sub-clerk'),
  supervisor: person('sub-supervisor'),
  administrator: person('sub-administrator'),
  'foreign supervisor': person('sub-foreign-supervisor'),
  'foreign administrator': person('sub-foreign-administrator'),
  'past administrator': person('sub-past-administrator'),
  sla: service('sla'),
  notifications: service('notifications'),
  ops: service('ops'),
} satisfies Record<string, Caller>;
type Name = keyof typeof callers;

const people: Name[] = [
  'citizen',
  'clerk',
  'supervisor',
  'administrator',
  'foreign supervisor',
  'foreign administrator',
  'past administrator',
];
const services: Name[] = ['sla', 'notifications', 'ops'];

describe('each method', () => {
  let suite: Suite;
  let directory: DirectoryContext;
  let client: DirectoryClient;
  let victim = '';

  beforeAll(async () => {
    suite = await createSuite();
    await migrateDirectory(suite);
    directory = await startDirectory(suite);
    client = await connectDirectory(suite, directory.served.rpcPort);
    const report = await client.as(callers.ops)('importAccounts', {
      csv: Buffer.from(
        [
          'email,name,organisation,unit,role,scope,language,valid_to',
          'victim@example.ma,ضحية,commune:03.451.01.09,,elu,03.451.01.09,ar,',
          'clerk@example.ma,كاتب,commune:03.451.01.09,,desk-clerk,03.451.01.09,ar,',
          'supervisor@example.ma,عامل,gouverneur:03.451,,supervisor,03.451,ar,',
          'administrator@example.ma,مدير,wali:03,,administrator,03,ar,',
          'foreign-supervisor@example.ma,عامل,gouverneur:06.141,,supervisor,06.141,ar,',
          'foreign-administrator@example.ma,مدير,wali:06,,administrator,06,ar,',
          'past-administrator@example.ma,مدير,wali:03,,administrator,03,ar,2020-01-01',
        ].join('\n'),
      ),
      dryRun: false,
    });
    expect(report).toMatchObject({ created: 7, refused: 0 });
    victim = report.lines[0]?.accountId ?? '';
    for (const name of people) {
      const email = `${name.replace(' ', '-')}@example.ma`;
      await client.as(person(`sub-${name.replace(' ', '-')}`, email))('resolveAccount', { email, subject: '' });
    }
  });
  afterAll(async () => {
    client.close();
    await directory.platform.mongo.dropDatabase();
    await directory.platform.close();
  });

  const calls: Record<string, (as: ReturnType<DirectoryClient['as']>) => Promise<unknown>> = {
    getOrganisation: (as) => as('getOrganisation', { id: 'dgct' }),
    listOrganisations: (as) => as('listOrganisations', { territory: '', kind: '', cursor: '', limit: 1 }),
    'resolveAccount of the caller': (as) => as('resolveAccount', { email: '', subject: '' }),
    'resolveAccount of a subject': (as) => as('resolveAccount', { email: '', subject: 'sub-clerk' }),
    getSupervisionLine: (as) => as('getSupervisionLine', { organisation: 'commune:03.451.01.09', unit: '' }),
    getAccountContact: (as) => as('getAccountContact', { accountId: victim }),
    'importAccounts (dry run)': (as) => as('importAccounts', { csv: csv(), dryRun: true }),
    'snapshot of organisations': (as) => as('snapshot', { part: 'organisations', cursor: '', limit: 1 }),
    'snapshot of accounts': (as) => as('snapshot', { part: 'accounts', cursor: '', limit: 1 }),
    // Last, because it has an effect.
    revokeAccount: (as) => as('revokeAccount', { accountId: victim, reason: 'test' }),
  };
  const everybody = Object.keys(callers) as Name[];
  const allowed: Record<string, Name[]> = {
    getOrganisation: everybody,
    listOrganisations: everybody,
    'resolveAccount of the caller': people,
    'resolveAccount of a subject': services,
    getSupervisionLine: ['supervisor', 'administrator', ...services],
    getAccountContact: ['notifications'],
    'importAccounts (dry run)': ['administrator', 'foreign administrator', 'ops'],
    'snapshot of organisations': services,
    'snapshot of accounts': services,
    revokeAccount: ['administrator', 'ops'],
  };
  const refusal: Record<string, string> = {
    'resolveAccount of the caller': 'forbidden, validation-failed',
    'resolveAccount of a subject': 'forbidden, validation-failed',
    // The account is of another territory: it is not shown to exist.
    revokeAccount: 'forbidden, not-found',
  };

  it.each(Object.keys(calls))('%s answers those it should, and nobody else', async (name) => {
    const call = calls[name];
    if (call === undefined) throw new Error(name);
    // Those who may not go first: an effect must not come from them.
    const order = [...everybody].sort(
      (a, b) => Number(allowed[name]?.includes(a)) - Number(allowed[name]?.includes(b)),
    );
    const wrong: string[] = [];
    for (const who of order) {
      const code = await codeOf(call(client.as(callers[who])));
      const expected = allowed[name]?.includes(who) ? 'ok' : (refusal[name] ?? 'forbidden');
      if (!expected.split(', ').includes(code)) wrong.push(`${who}: ${code} instead of ${expected}`);
    }
    expect(wrong).toEqual([]);
  });

  it('gives the notifications service, and only the contact, what was imported', async () => {
    const { lines } = await client.as(callers.ops)('importAccounts', {
      csv: csv('contact@example.ma,اسم,commune:03.451.01.09,,elu,03.451.01.09,fr'),
      dryRun: false,
    });
    const accountId = lines[0]?.accountId ?? '';
    expect(await client.as(callers.notifications)('getAccountContact', { accountId })).toEqual({
      name: 'اسم',
      email: 'contact@example.ma',
      phone: '',
      language: 'fr',
    });
    // The officers of civil status: their name stands on every act they sign, and nothing else of them.
    const registry = client.as(service('civil-registry'));
    expect(await registry('getAccountContact', { accountId })).toEqual({
      name: 'اسم',
      email: '',
      phone: '',
      language: 'fr',
    });
    expect(await codeOf(client.as(callers.notifications)('getAccountContact', { accountId: 'x' }))).toBe('not-found');
  });
});
