import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCell, openOne, reconcile, restore, takeBase } from '@jamaa/backup';
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
    expect(done.unexplained).toEqual([{ service: 'intake', id: known, version: ahead, seenBy: 'sla' }]);
    await alive.close();
    platform = await start();
    // Above what the consumer has applied: it would be dropped otherwise.
    expect(await happens(platform, known, VERSIONS_PER_EPOCH + 1, 'taken')).toBeGreaterThan(ahead);
    await sla.dropDatabase();
    await sla.close();
  });
});
