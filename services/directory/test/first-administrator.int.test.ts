import { type AuditRow, journalRows, verifyChain } from '@jamaa/kit';
import { createSuite, type Suite } from '@jamaa/kit/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DirectoryContext } from '../src/context.ts';
import { accountRows, firstAdministratorRows } from '../src/store/rows.ts';
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

const amal = {
  email: ' Amal@Example.ma',
  name: 'أمل العلوي',
  cell: '03',
  operator: 'nadia',
  language: '',
  replace: false,
};

/** A cell as it is after the first install: reference data, and nobody. */
describe('the first administrator of a cell', () => {
  let suite: Suite;
  let directory: DirectoryContext;
  let client: DirectoryClient;
  const ops = service('ops');
  const appoint = (more: Partial<typeof amal> = {}, by = ops) =>
    client.as(by)('appointFirstAdministrator', { ...amal, ...more });
  const first = async () => {
    const [made] = await firstAdministratorRows(directory.platform.mongo).find().toArray();
    return accountRows(directory.platform.mongo).findOne({ _id: made?.account ?? '' });
  };
  const actions = async (aggregateId: string) => {
    const trail = await directory.platform.mongo.collection<AuditRow>('audit').find({ aggregateId }).toArray();
    return trail.sort((a, b) => a.number - b.number).map(({ action }) => action);
  };
  const everybody = () => accountRows(directory.platform.mongo).countDocuments({});

  beforeAll(async () => {
    suite = await createSuite();
    await migrateDirectory(suite);
    directory = await startDirectory(suite, { CELL: '03' });
    client = await connectDirectory(suite, directory.served.rpcPort);
  });
  afterAll(async () => {
    client.close();
    await directory.platform.mongo.dropDatabase();
    await directory.platform.close();
  });

  it('is appointed by the operators’ tool only, who says who, where and for which cell; nothing is left of what is refused', async () => {
    expect(await codeOf(appoint({}, service('gateway')))).toBe('forbidden');
    expect(await codeOf(appoint({}, person('sub-x', 'amal@example.ma')))).toBe('forbidden');
    for (const [field, wrong] of [
      ['cell', { cell: '06' }],
      ['email', { email: 'nobody' }],
      ['name', { name: ' ' }],
      ['operator', { operator: '' }],
      ['language', { language: 'en' }],
    ] as const)
      await expect(appoint(wrong)).rejects.toMatchObject({
        code: 'validation-failed',
        fields: [expect.objectContaining({ path: field })],
      });
    expect(await everybody()).toBe(0);
    expect(await firstAdministratorRows(directory.platform.mongo).countDocuments({})).toBe(0);
  });

  it('is not in the way of administrators of a commune or of the training body', async () => {
    const lines = [
      'commune@example.ma,رئيس,commune:03.451.01.09,,administrator,03.451.01.09,ar',
      'trainer@example.ma,مكون,formation,,administrator,99,ar',
    ];
    const { created } = await client.as(ops)('importAccounts', { csv: csv(...lines), dryRun: false });
    expect(created).toBe(2);
  });

  it('is one, whoever else is named at the same moment', async () => {
    const before = await everybody();
    const codes = await Promise.all(
      [{}, { email: 'other@example.ma' }, { email: 'third@example.ma' }].map((one) => codeOf(appoint(one))),
    );
    expect(codes.filter((code) => code === 'ok')).toHaveLength(1);
    expect(codes.filter((code) => code === 'already-exists')).toHaveLength(2);
    expect(await everybody()).toBe(before + 1);
    await expect(appoint({ email: 'later@example.ma' })).rejects.toMatchObject({
      code: 'already-exists',
      message: expect.stringContaining('--replace'),
    });
  });

  it('is another when the e-mail was wrong and nobody has signed in: the wrong one opens nothing', async () => {
    const wrong = await first();
    const { accountId, replacedAccountId } = await appoint({ email: 'amal.alaoui@example.ma', replace: true });
    expect(replacedAccountId).toBe(wrong?._id);
    expect((await first())?._id).toBe(accountId);
    const left = await accountRows(directory.platform.mongo).findOne({ _id: replacedAccountId });
    expect([left?.active, left?.grants.every(({ validTo }) => validTo !== undefined)]).toEqual([false, true]);
    expect(await actions(replacedAccountId)).toEqual(['appoint-first-administrator', 'end-first-administrator']);
    expect(await actions(accountId)).toEqual(['replace-first-administrator']);
    const tried = await Promise.all(
      ['amal@example.ma', 'other@example.ma', 'third@example.ma'].map((email, at) =>
        client.as(person(`wrong-${at}`, email))('resolveAccount', { email: '', subject: '' }),
      ),
    );
    expect(tried.filter(({ found }) => found)).toEqual([]);
  });

  it('is told under another name too; the same once more is refused, with nothing changed', async () => {
    const before = await first();
    const named = { email: 'amal.alaoui@example.ma', name: 'أمل العلوي الإدريسي', replace: true };
    expect(await appoint(named)).toMatchObject({ accountId: before?._id, replacedAccountId: '' });
    expect(await codeOf(appoint(named))).toBe('validation-failed');
    expect(await actions(before?._id ?? '')).toEqual(['replace-first-administrator', 'replace-first-administrator']);
    expect((await first())?.active).toBe(true);
  });

  it('takes nothing else from somebody who was named by mistake and works elsewhere', async () => {
    const right = await first();
    const { accountId: mistaken } = await appoint({ email: 'commune@example.ma', name: 'رئيس', replace: true });
    const { accountId, replacedAccountId } = await appoint({ email: 'amal.alaoui@example.ma', replace: true });
    expect(replacedAccountId).toBe(mistaken);
    // Who was right at first is taken back.
    expect(accountId).toBe(right?._id);
    expect((await first())?.active).toBe(true);
    const row = await accountRows(directory.platform.mongo).findOne({ _id: mistaken });
    const open = row?.grants.filter(({ validTo }) => validTo === undefined);
    expect([row?.active, open?.map(({ organisation }) => organisation)]).toEqual([true, ['commune:03.451.01.09']]);
  });

  it('administers the whole cell from the first sign-in with the verified e-mail on, and stands in the audit trail', async () => {
    const [made] = await firstAdministratorRows(directory.platform.mongo).find().toArray();
    const row = await accountRows(directory.platform.mongo).findOne({ _id: made?.account ?? '' });
    expect(await codeOf(appoint({ email: 'amal@example.ma', cell: '03', replace: false }))).toBe('already-exists');
    const open = row?.grants.filter(({ validTo }) => validTo === undefined);
    expect(open).toEqual([{ role: 'administrator', organisation: 'wali:03', unit: '', scope: '03' }]);
    expect(row?.subject).toBeUndefined();
    const trail = await directory.platform.mongo
      .collection<AuditRow>('audit')
      .find({ aggregateId: row?._id ?? '' })
      .toArray();
    expect(trail).toContainEqual(
      expect.objectContaining({
        action: 'replace-first-administrator',
        actor: 'service:ops',
        facts: { organisation: 'wali:03', scope: '03' },
      }),
    );
    const mongo = directory.platform.mongo;
    expect(await verifyChain(mongo, row?._id ?? '', row?.audit ?? { number: 0, hash: '' })).toBeUndefined();
    expect(await journalRows(mongo).countDocuments({ aggregateId: row?._id ?? '' })).toBe(trail.length);

    const boss = person('sub-0', 'amal.alaoui@example.ma');
    expect(await client.as(boss)('resolveAccount', { email: '', subject: '' })).toMatchObject({ found: true });
    const line = 'next@example.ma,ندى,commune:03.451.01.09,,gestionnaire,03.451.01.09,ar';
    expect(await client.as(boss)('importAccounts', { csv: csv(line), dryRun: false })).toMatchObject({ created: 1 });
  });

  it('is replaced no more once somebody has signed in, and it is said how to go on', async () => {
    const before = await everybody();
    await expect(appoint({ email: 'late@example.ma', replace: true })).rejects.toMatchObject({
      code: 'already-exists',
      message: expect.stringMatching(/has signed in: administrators make, correct and revoke further accounts/),
    });
    expect(await everybody()).toBe(before);
  });
});
