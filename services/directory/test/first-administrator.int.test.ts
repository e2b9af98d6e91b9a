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

const amal = { email: ' Amal@Example.ma', name: 'أمل العلوي', cell: '03', operator: 'nadia', language: '' };

/** A cell as it is after the first install: reference data, and nobody. */
describe('the first administrator of a cell', () => {
  let suite: Suite;
  let directory: DirectoryContext;
  let client: DirectoryClient;
  const ops = service('ops');
  const appoint = (more: Partial<typeof amal> = {}, by = ops) =>
    client.as(by)('appointFirstAdministrator', { ...amal, ...more });
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
    expect(await codeOf(appoint({ email: 'later@example.ma' }))).toBe('already-exists');
  });

  it('administers the whole cell from the first sign-in with the verified e-mail on, and stands in the audit trail', async () => {
    const [made] = await firstAdministratorRows(directory.platform.mongo).find().toArray();
    const row = await accountRows(directory.platform.mongo).findOne({ _id: made?.account ?? '' });
    expect(row?.grants).toEqual([{ role: 'administrator', organisation: 'wali:03', unit: '', scope: '03' }]);
    expect(row?.subject).toBeUndefined();
    const trail = (await directory.platform.mongo
      .collection<AuditRow>('audit')
      .find({ aggregateId: row?._id ?? '' })
      .toArray()) as AuditRow[];
    expect(trail).toMatchObject([
      { action: 'appoint-first-administrator', actor: 'service:ops', facts: { organisation: 'wali:03', scope: '03' } },
    ]);
    const mongo = directory.platform.mongo;
    expect(await verifyChain(mongo, row?._id ?? '', row?.audit ?? { number: 0, hash: '' })).toBeUndefined();
    expect(await journalRows(directory.platform.mongo).countDocuments({ aggregateId: row?._id ?? '' })).toBe(1);

    const emails = ['amal@example.ma', 'other@example.ma', 'third@example.ma'];
    const found = await Promise.all(
      emails.map((email, at) => client.as(person(`sub-${at}`, email))('resolveAccount', { email: '', subject: '' })),
    );
    expect(found.filter(({ found: yes }) => yes)).toHaveLength(1);
    const boss = person(`sub-${found.findIndex(({ found: yes }) => yes)}`);
    const line = 'next@example.ma,ندى,commune:03.451.01.09,,gestionnaire,03.451.01.09,ar';
    expect(await client.as(boss)('importAccounts', { csv: csv(line), dryRun: false })).toMatchObject({ created: 1 });
  });
});
