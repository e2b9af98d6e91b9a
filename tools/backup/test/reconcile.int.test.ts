import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCell, openOne, type Reconciled, readHub, reconcile, restore, takeBase } from '@jamaa/backup';
import {
  appendEvents,
  connectBus,
  createPlatform,
  encodeEvent,
  inTransaction,
  journalRows,
  migrate,
  newId,
  type Platform,
  raiseEpoch,
  streamName,
  VERSIONS_PER_EPOCH,
} from '@jamaa/kit';
import { createSuite, type Suite, until } from '@jamaa/kit/testing';
import { createLogger } from '@jamaa/observability';
import { intakeEvents } from '@jamaa/proto/catalog';
import { ComplaintSnapshot } from '@jamaa/proto/intake/v1/complaint';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const now = (): Date => new Date();
const told: string[] = [];
const tell = (line: string): void => void told.push(line);

/** A service whose database is lost after a backup: its last events are only on the broker, and in a consumer's inbox. */
describe('a restored journal is compared with what others know beyond it', () => {
  let suite: Suite;
  let platform: Platform | undefined;
  let folder: string;
  const [known, born] = [newId(), newId()];
  const references = { [known]: '03-26-AAAAAA-A', [born]: '03-26-BBBBBB-B' };

  const start = (): Promise<Platform> =>
    createPlatform({ service: 'intake', env: suite.env('intake', { CELL: '03' }), indexes: [] });
  const migrated = (): Promise<void> =>
    migrate({ service: 'intake', indexes: [], consumes: [] }, suite.env('intake', { CELL: '03' }));
  const happens = async (on: Platform, id: string, version: number, what: 'submitted' | 'taken'): Promise<number> => {
    const complaint = ComplaintSnapshot.fromPartial({
      id,
      reference: references[id] ?? '',
      version: version + 1,
      category: 'ECL',
      communeCode: '03.451.01.09',
      state: what === 'taken' ? 'COMPLAINT_STATE_IN_PROGRESS' : 'COMPLAINT_STATE_RECEIVED',
    });
    const event = encodeEvent(intakeEvents[what], { complaint, attachments: [] } as never);
    const head = { type: 'complaint', id, version, fresh: true };
    const done = await inTransaction(on.mongo, async (session) => appendEvents(session, head, [event], now()));
    on.relay.poke();
    await until('it is published', async () => (await journalRows(on.mongo).countDocuments({ pending: true })) === 0);
    return done.version;
  };

  beforeAll(async () => {
    suite = await createSuite();
    folder = await mkdtemp(join(tmpdir(), 'jamaa-reconcile-'));
    await migrated();
    platform = await start();
  });
  afterAll(async () => {
    await platform?.mongo.dropDatabase();
    await platform?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('lists what is beyond the restore point, blocks its numbers, and lets services start only then', async () => {
    const first = platform as Platform;
    const { MONGODB_URI: uri, MONGODB_DATABASE: database = '' } = first.env;
    await happens(first, known, 0, 'submitted');
    const cell = await openCell(uri, [database]);
    await takeBase(cell, { folder, cell: '03', now, tell });
    await happens(first, known, 1, 'taken');
    await happens(first, born, 0, 'submitted');
    const { mongo } = first;
    await mongo.dropDatabase();
    await first.close();
    platform = undefined;

    await restore(cell.client, uri, { folder, operator: 'somebody', now, tell });
    await cell.close();
    await expect(start()).rejects.toThrow(/restored at .* and not reconciled/);

    const logger = createLogger({ service: 'test', cell: '03', level: 'error' });
    const { NATS_URL: url, NAMESPACE: namespace } = suite.env('intake');
    const bus = connectBus({ url, name: 'backup', namespace, cell: '03', logger });
    const live = await bus.live();
    const connection = await openOne(uri, database);
    const lists = join(folder, 'lists');
    const done = await reconcile(live, [{ name: 'intake', connection }], {
      folder: lists,
      operator: 'somebody',
      now,
      tell,
    });
    expect(done).toMatchObject({ services: ['intake'], events: 2, withoutStream: [], unexplained: [] });
    expect(done.aggregates).toMatchObject([
      { id: known, reference: '03-26-AAAAAA-A', restored: true, versions: [2], last: 'taken', category: 'ECL' },
      {
        id: born,
        reference: '03-26-BBBBBB-B',
        restored: false,
        versions: [1],
        last: 'submitted',
        territory: '03.451.01.09',
      },
    ]);
    const csv = await readFile(join(lists, 'beyond-the-restore-point.csv'), 'utf8');
    expect(csv.split('\r\n')[2]).toContain('intake,complaint,03-26-BBBBBB-B,no,submitted');
    const work = JSON.parse(await readFile(join(lists, 'beyond-the-restore-point.json'), 'utf8'));
    expect(work).toMatchObject([
      {
        ...{ reference: '03-26-AAAAAA-A', lost: 'last-steps', knownBy: 'broker', category: 'ECL' },
        ...{ restoredState: 'COMPLAINT_STATE_RECEIVED', state: 'COMPLAINT_STATE_IN_PROGRESS' },
        steps: [{ what: 'taken', at: expect.stringMatching(/^2/) }],
        action: { code: 'do-again' },
      },
      { reference: '03-26-BBBBBB-B', lost: 'whole', steps: [{ what: 'submitted' }], action: { code: 'file-again' } },
    ]);
    const events = (await readFile(join(lists, 'events.jsonl'), 'utf8')).trim().split('\n');
    expect(events.map((line) => JSON.parse(line).says.complaint.reference)).toEqual([
      '03-26-AAAAAA-A',
      '03-26-BBBBBB-B',
    ]);
    // What nobody shall take for the journal's is gone from the broker; the migration step makes the stream anew.
    await expect(live.manager.streams.info(streamName(live, 'intake'))).rejects.toThrow(/not found/);
    await connection.close();
    await bus.close();

    await migrated();
    platform = await start();
    expect([...platform.lostNumbers]).toEqual(['03-26-BBBBBB-B']);
    expect(await happens(platform, known, 1, 'taken')).toBe(VERSIONS_PER_EPOCH + 1);
  });

  it('knows from the inbox of a service that was not restored what no broker tells any more', async () => {
    const alive = platform as Platform;
    const consumer = await createSuite();
    await migrate({ service: 'sla', indexes: [], consumes: [] }, consumer.env('sla'));
    const sla = await openOne(alive.env.MONGODB_URI, consumer.env('sla').MONGODB_DATABASE ?? '');
    const ahead = 7 * VERSIONS_PER_EPOCH + 3;
    const row = { _id: `intake:${known}`, version: ahead, updatedAt: now() };
    await sla.collection<typeof row>('inbox').insertOne(row);
    await raiseEpoch(alive.mongo, { at: now(), point: now() });
    const services = [
      { name: 'intake', connection: alive.mongo },
      { name: 'sla', connection: sla },
    ];
    const done = await reconcile(undefined, services, {
      folder: join(folder, 'again'),
      operator: 'somebody',
      now,
      tell,
    });
    expect(done).toMatchObject({ services: ['intake'], withoutStream: ['intake'] });
    const at = expect.any(Date);
    expect(done.unexplained).toEqual([{ service: 'intake', id: known, version: ahead, at, seenBy: 'sla' }]);
    expect(done.aggregates).toMatchObject([
      { id: known, reference: '03-26-AAAAAA-A', restored: true, versions: [ahead], knownBy: 'sla' },
    ]);
    await alive.close();
    platform = await start();
    // Above what the consumer has applied: it would be dropped otherwise.
    expect(await happens(platform, known, VERSIONS_PER_EPOCH + 1, 'taken')).toBeGreaterThan(ahead);
    await sla.dropDatabase();
    await sla.close();
  });

  it('knows from the hub what was lost with database and broker: numbers are named and never given again', async () => {
    const alive = platform as Platform;
    const point = now();
    await raiseEpoch(alive.mongo, { at: now(), point });
    const [gone, file] = [newId(), join(folder, 'hub.json')];
    const since = new Date(point.getTime() - 3_600_000).toISOString();
    const about = { service: 'intake', category: 'VOI', commune: '03.451.01.09', standing: 'open', appliedAt: since };
    const ahead = 9 * VERSIONS_PER_EPOCH + 1;
    const all = [
      { ...about, aggregateId: gone, complaintId: gone, version: 2, reference: '03-26-CCCCCC-C' },
      { ...about, aggregateId: known, complaintId: known, version: ahead, reference: '03-26-AAAAAA-A' },
      { ...about, aggregateId: known, complaintId: known, version: 1, reference: '03-26-AAAAAA-A' },
      { ...about, service: 'sla', aggregateId: `${gone}/legal`, complaintId: gone, version: 1, reference: '' },
    ];
    const compared = async (written: object): Promise<Reconciled> => {
      await writeFile(file, JSON.stringify(written));
      const settings = { folder: join(folder, 'hub'), operator: 'somebody', now, tell };
      const hub = await readHub(file, '03');
      return reconcile(undefined, [{ name: 'intake', connection: alive.mongo }], { ...settings, hub });
    };
    await expect(compared({ cell: '06', since, known: all })).rejects.toThrow('of cell 06, not of 03');
    const late = new Date(point.getTime() + 1_000).toISOString();
    await expect(compared({ cell: '03', since: late, known: all })).rejects.toThrow('after the restore point');
    const done = await compared({ cell: '03', since, known: all });
    expect(done.aggregates).toMatchObject([
      { id: gone, reference: '03-26-CCCCCC-C', restored: false, knownBy: 'hub', state: 'open', category: 'VOI' },
      { id: known, reference: '03-26-AAAAAA-A', restored: true, knownBy: 'hub', versions: [ahead] },
    ]);
    await alive.close();
    platform = await start();
    expect(platform.lostNumbers.has('03-26-CCCCCC-C')).toBe(true);
    // Above what the hub has applied.
    expect(await happens(platform, known, ahead - 1, 'taken')).toBeGreaterThan(ahead);
  });
});
