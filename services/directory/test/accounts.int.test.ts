import { type AuditRow, type Caller, journalRows, verifyChain } from '@jamaa/kit';
import { createSuite, type Suite } from '@jamaa/kit/testing';
import type { ImportAccountsResponse } from '@jamaa/proto/directory/v1/directory';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DirectoryContext } from '../src/context.ts';
import { accountRows } from '../src/store/rows.ts';
import {
  codeOf,
  connectDirectory,
  csv,
  type DirectoryClient,
  migrateDirectory,
  person,
  service,
  startDirectory,
} from './harness.ts';

const sefrou = (who: string, role: string, unit = ''): string =>
  `${who}@example.ma,${who} بنعلي,commune:03.451.01.09,${unit},${role},03.451.01.09,ar`;

describe('accounts', () => {
  let suite: Suite;
  let directory: DirectoryContext;
  let client: DirectoryClient;
  const ops = service('ops');
  const bring = (lines: string[], by: Caller = ops, dryRun = false): Promise<ImportAccountsResponse> =>
    client.as(by)('importAccounts', { csv: csv(...lines), dryRun });
  const signIn = (who: string, subject = `sub-${who}`) =>
    client.as(person(subject, `${who}@example.ma`))('resolveAccount', { email: '', subject: '' });
  const journalOf = (id: string): Promise<number> =>
    journalRows(directory.platform.mongo).countDocuments({ aggregateId: id });
  const auditOf = (id: string): Promise<AuditRow[]> =>
    directory.platform.mongo
      .collection<AuditRow>('audit')
      .find({ aggregateId: id })
      .sort({ number: 1 })
      .toArray() as Promise<AuditRow[]>;

  beforeAll(async () => {
    suite = await createSuite();
    await migrateDirectory(suite);
    directory = await startDirectory(suite);
    client = await connectDirectory(suite, directory.served.rpcPort);
    await bring([
      'boss@example.ma,المدير,wali:03,,administrator,03,fr',
      'root@example.ma,الوطني,dgct,,administrator,00,fr',
    ]);
    await signIn('boss');
    await signIn('root');
  });
  afterAll(async () => {
    client.close();
    await directory.platform.mongo.dropDatabase();
    await directory.platform.close();
  });

  it('are imported with a report on every line in order, and unchanged the second time', async () => {
    const lines = [
      sefrou('amal', 'gestionnaire'),
      'bad,X,commune:03.451.01.09,,gestionnaire,03.451.01.09,ar',
      sefrou('amal', 'unit-member', 'technical'),
      sefrou('badr', 'unit-member', 'magic'),
      sefrou('amal', 'gestionnaire'),
      sefrou('chama', 'validator'),
    ];
    const trial = await bring(lines, ops, true);
    expect(await accountRows(directory.platform.mongo).countDocuments()).toBe(2);
    const first = await bring(lines);
    expect(first.lines.map(({ line, outcome, problems }) => [line, outcome, ...problems])).toEqual([
      [2, 'created'],
      [3, 'refused', 'email: is not an e-mail address'],
      [4, 'changed'],
      [5, 'refused', 'unit: "magic" is unknown in commune:03.451.01.09'],
      [6, 'unchanged', 'says the same as line 2'],
      [7, 'created'],
    ]);
    expect(first).toMatchObject({ created: 2, changed: 1, unchanged: 1, refused: 2 });
    expect(trial.lines.map(({ outcome }) => outcome)).toEqual(first.lines.map(({ outcome }) => outcome));
    const id = first.lines[0]?.accountId ?? '';
    expect([first.lines[2]?.accountId, first.lines[4]?.accountId, first.lines[1]?.accountId]).toEqual([id, id, '']);
    expect(await journalOf(id)).toBe(1);

    const second = await bring(lines);
    expect(second).toMatchObject({ created: 0, changed: 0, unchanged: 4, refused: 2 });
    expect(await journalOf(id)).toBe(1);
    // One entry per line that changed something, and the chain holds.
    const audit = await auditOf(id);
    expect(audit.map(({ action, facts }) => [action, facts['line']])).toEqual([
      ['import-created', 2],
      ['import-changed', 4],
    ]);
    const row = await accountRows(directory.platform.mongo).findOne({ _id: id });
    expect(row?.audit).toEqual({ number: 2, hash: audit[1]?.hash });
    expect(await verifyChain(directory.platform.mongo, id, row?.audit ?? { number: 0, hash: '' })).toBeUndefined();
  });

  it('keep personal fields out of everything but the sealed ones', async () => {
    const secret = ['zineb.secret', 'زينب السرية'];
    await bring([`${secret[0]}@example.ma,${secret[1]},commune:03.451.01.09,,elu,03.451.01.09,ar`]);
    const collections = await directory.platform.mongo.listCollections();
    for (const { name } of collections) {
      for await (const row of directory.platform.mongo.collection(name).find({})) {
        const bytes = Buffer.concat([Buffer.from(JSON.stringify(row)), ...binaries(row)]);
        for (const word of secret) expect([name, bytes.includes(word)]).toEqual([name, false]);
      }
    }
  });

  it('are found at first sign-in by the verified e-mail in any case, once for many at once', async () => {
    const { lines } = await bring([sefrou('dounia', 'desk-clerk')]);
    const id = lines[0]?.accountId ?? '';
    const caller = person('sub-d', 'Dounia@Example.ma');
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => client.as(caller)('resolveAccount', { email: '', subject: '' })),
    );
    for (const answer of answers)
      expect(answer).toMatchObject({
        found: true,
        displayName: 'dounia بنعلي',
        account: { id, subject: 'sub-d', version: 2 },
      });
    expect(await journalOf(id)).toBe(2);
    expect((await auditOf(id)).map(({ action }) => action)).toEqual(['import-created', 'bind']);
  });

  it('are bound to one subject when two race, and refuse the other', async () => {
    const { lines } = await bring([sefrou('elias', 'desk-clerk')]);
    const codes = await Promise.all(['s1', 's2', 's3', 's4'].map((subject) => codeOf(signIn('elias', subject))));
    expect(codes.sort()).toEqual(['forbidden', 'forbidden', 'forbidden', 'ok']);
    expect(await journalOf(lines[0]?.accountId ?? '')).toBe(2);
    expect(await codeOf(signIn('elias', 's9'))).toBe('forbidden');
  });

  it('bind one subject to one account only', async () => {
    await bring([sefrou('farid', 'desk-clerk'), sefrou('ghita', 'desk-clerk')]);
    const [a, b] = await Promise.all([signIn('farid', 'same'), signIn('ghita', 'same')]);
    expect(a.account?.id).toBe(b.account?.id);
    expect(await accountRows(directory.platform.mongo).countDocuments({ subject: 'same' })).toBe(1);
  });

  it('leave citizens alone, and believe only the e-mail of the sign-in', async () => {
    expect(await signIn('nobody')).toMatchObject({ found: false });
    expect(await client.as(person('sub-x'))('resolveAccount', { email: 'root@example.ma', subject: '' })).toMatchObject(
      { found: false },
    );
    const lied = client.as(person('sub-y', 'me@example.ma'))('resolveAccount', {
      email: 'chama@example.ma',
      subject: '',
    });
    expect(await codeOf(lied)).toBe('validation-failed');
  });

  it('are imported by administrators in their own territory only', async () => {
    const boss = person('sub-boss');
    const report = await bring(
      [
        sefrou('hakim', 'desk-clerk'),
        'iman@example.ma,X,commune:06.141.01.0,,desk-clerk,06.141.01.0,ar',
        'jad@example.ma,X,dgct,,administrator,00,ar',
        'root@example.ma,Renamed,commune:03.451.01.09,,elu,03.451.01.09,fr',
      ],
      boss,
    );
    expect(report.lines.map(({ outcome }) => outcome)).toEqual(['created', 'refused', 'refused', 'refused']);
    expect(report.lines[1]?.problems).toEqual(['scope: outside your own territory']);
    expect(report.lines[3]?.problems).toEqual([
      'name: differs, and the account also has places outside your own territory',
    ]);
    const [entry] = await auditOf(report.lines[0]?.accountId ?? '');
    expect(entry?.actor).toBe('account:sub-boss');
  });

  it('are revoked for a reason by who administers them, once, and lose every right', async () => {
    const { lines } = await bring([sefrou('karima', 'gestionnaire')]);
    const accountId = lines[0]?.accountId ?? '';
    await signIn('karima');
    const boss = client.as(person('sub-boss'));
    expect(await codeOf(boss('revokeAccount', { accountId, reason: ' ' }))).toBe('validation-failed');
    const root = await accountRows(directory.platform.mongo).findOne({ subject: 'sub-root' });
    expect(await codeOf(boss('revokeAccount', { accountId: root?._id ?? '', reason: 'x' }))).toBe('not-found');
    expect(await codeOf(boss('revokeAccount', { accountId: 'nobody', reason: 'x' }))).toBe('not-found');

    const { account } = await boss('revokeAccount', { accountId, reason: 'left the commune' });
    expect(account).toMatchObject({ active: false, version: 3 });
    const again = await boss('revokeAccount', { accountId, reason: 'left the commune' });
    expect(again.account?.version).toBe(3);
    expect((await auditOf(accountId)).map(({ action }) => action)).toEqual(['import-created', 'bind', 'revoke']);
    expect(await signIn('karima')).toMatchObject({ found: true, account: { active: false } });
    expect((await bring([sefrou('karima', 'gestionnaire')])).lines[0]?.problems[0]).toContain('the account is revoked');
    const contact = client.as(service('notifications'))('getAccountContact', { accountId });
    expect(await codeOf(contact)).toBe('command-not-allowed');
  });

  it('take twenty thousand lines in one file', async () => {
    const many = Array.from({ length: 20_000 }, (_, n) =>
      sefrou(`many${n % 400}`, 'unit-member', n % 800 < 400 ? 'technical' : 'hygiene'),
    );
    const started = Date.now();
    const report = await bring(many);
    process.stderr.write(`20,000 lines, 400 accounts: ${Date.now() - started} ms\n`);
    expect(report).toMatchObject({ created: 400, changed: 400, unchanged: 19_200, refused: 0 });
    expect(await codeOf(bring([...many, sefrou('more', 'elu')]))).toBe('payload-too-large');
    // Wrong throughout: the report still fits into an answer.
    const bad = await bring(Array.from({ length: 20_000 }, () => `,,x,,${'mayor'.padEnd(60)}!,y,klingon`));
    expect(bad).toMatchObject({ refused: 20_000 });
    expect(bad.lines[0]?.problems).toContain(`role: "${'mayor'.padEnd(60)}" is unknown`);
    expect(bad.lines.at(-1)?.problems).toEqual(['too many problems in this file to list']);
  });
});

/** The bytes inside a stored row, which JSON would show as base64. */
function binaries(value: unknown): Buffer[] {
  if (value instanceof Uint8Array) return [Buffer.from(value)];
  if (typeof value !== 'object' || value === null) return [];
  if ('buffer' in value && value.buffer instanceof Uint8Array) return [Buffer.from(value.buffer)];
  return Object.values(value).flatMap(binaries);
}
