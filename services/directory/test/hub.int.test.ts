import { inTransaction, journalRows } from '@jamaa/kit';
import { createSuite, type Suite } from '@jamaa/kit/testing';
import { directoryEvents } from '@jamaa/proto/catalog';
import type { Organisation } from '@jamaa/proto/directory/v1/directory';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DirectoryContext } from '../src/context.ts';
import { hubHandlers } from '../src/events/hub.ts';
import { organisationRows } from '../src/store/rows.ts';
import { anonymous, connectDirectory, type DirectoryClient, migrateDirectory, startDirectory } from './harness.ts';

const SEFROU = 'commune:03.451.01.09';
const type = directoryEvents.organisationChanged.type;

describe('bodies as the hub tells them', () => {
  let suite: Suite;
  let directory: DirectoryContext;
  let client: DirectoryClient;
  const told = async (id: string): Promise<Organisation> => {
    const { organisation } = await client.as(anonymous)('getOrganisation', { id });
    if (organisation === undefined) throw new Error(`no ${id}`);
    return organisation;
  };
  const eventsOf = (id: string): Promise<number> =>
    journalRows(directory.platform.mongo).countDocuments({ aggregateId: id });
  const tell = async (organisation: Organisation): Promise<void> => {
    const { mongo, relay } = directory.platform;
    const [handler] = hubHandlers({ mongo, relay });
    const data = directoryEvents.organisationChanged.codec.encode({ organisation }).finish();
    const envelope = { id: 'e', type, aggregateId: organisation.id, version: 1, time: new Date(), data };
    await inTransaction(mongo, async (session) =>
      handler?.handle([envelope], { session, afterCommit: (run) => run() }),
    );
  };

  beforeAll(async () => {
    suite = await createSuite();
    await migrateDirectory(suite);
    directory = await startDirectory(suite);
    client = await connectDirectory(suite, directory.served.rpcPort);
  });
  afterAll(async () => {
    client.close();
    await directory.platform.mongo.dropDatabase();
    await directory.platform.close();
  });

  it('are taken when they are new, with an event for the services of the cell', async () => {
    const id = 'commune:03.451.01.99';
    await tell({ ...(await told(SEFROU)), id, name: { ar: 'جماعة جديدة', fr: 'Commune nouvelle', zgh: '' } });
    expect(await told(id)).toMatchObject({ id, name: { fr: 'Commune nouvelle' }, version: 1 });
    expect(await eventsOf(id)).toBe(1);
  });

  it('write nothing where they say nothing new', async () => {
    const before = await told(SEFROU);
    await tell({ ...before, version: 40 });
    expect([await told(SEFROU), await eventsOf(SEFROU)]).toEqual([before, 1]);
  });

  it('change what they say, and leave how the cell has the body work', async () => {
    const settings = [
      {
        validFrom: new Date('2026-01-01'),
        smallCommuneProfile: true,
        validationRequired: false,
        decidedAt: new Date(),
        decidedBy: 'account:x',
      },
    ];
    await organisationRows(directory.platform.mongo).updateOne({ _id: SEFROU }, { $set: { settings } });
    const before = await told(SEFROU);
    await tell({ ...before, name: { ar: 'صفرو', fr: 'Sefrou (ville)', zgh: '' }, settings: [] });
    const after = await told(SEFROU);
    expect(after).toEqual({ ...before, name: { ar: 'صفرو', fr: 'Sefrou (ville)', zgh: '' }, version: 2 });
    expect(after.settings).toHaveLength(1);
    expect(await eventsOf(SEFROU)).toBe(2);
  });

  it('of a kind that this build does not know are refused, and change nothing', async () => {
    const before = await told(SEFROU);
    await expect(tell({ ...before, kind: 'kingdom' })).rejects.toThrow('of unknown kind kingdom');
    expect(await told(SEFROU)).toEqual(before);
  });
});
