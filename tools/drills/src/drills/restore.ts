import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { follow, openCell, openOne, reconcile, restore, takeBase } from '@jamaa/backup';
import { call, file, tokenOf, untilState } from '@jamaa/e2e';
import { startLoad } from '@jamaa/e2e/load';
import { VERSIONS_PER_EPOCH } from '@jamaa/kit';
import { until } from '@jamaa/kit/testing';
import { databaseOf, serviceNames } from '@jamaa/stack';
import { atBroker, type Broker } from '../broker.ts';
import { type Drill, mustHold, timed } from '../drill.ts';
import { acknowledged, storedCases, untilWhole } from '../filings.ts';
import { startServersAlone } from '../servers-alone.ts';
import type { World } from '../world.ts';

const now = (): Date => new Date();
const operator = 'drill';

/** The database is lost; it comes back from the archive, and what came after the archive's end is known by name. */
export const restoreDrill: Drill = {
  name: 'restore',
  fault: 'the archive stops, people go on for a while, then the database is killed and its folder deleted',
  holds:
    'every acknowledged filing is restored or listed, none is neither; the archive reached to within 60 s; new events of old cases are applied',
  withinMs: 900_000,
  async run(world: World) {
    const archive = join(world.folder, 'archive');
    const { before, after, old, lossAt } = await untilTheLoss(world, archive);
    const uri = await world.administratorUri();
    await world.stop();
    await rm(join(world.data, 'mongo'), { recursive: true });
    const servers = await startServersAlone(world);
    const lists = join(world.folder, 'lists');
    const restored = await timed(() => restoreInto(uri, archive, world));
    const compared = await timed(() => compareWithBroker(servers.bus, uri, lists, world)).finally(() => servers.stop());
    const again = await timed(() => world.stack());

    const csv = await readFile(join(lists, 'beyond-the-restore-point.csv'), 'utf8');
    const listed = new Set(csv.split('\r\n').map((line) => line.split(',')[2] ?? ''));
    const work = JSON.parse(await readFile(join(lists, 'beyond-the-restore-point.json'), 'utf8')) as readonly Line[];
    const ofCases = work.filter(({ service }) => service === 'intake');
    const taken = ofCases.find(({ reference }) => reference === old.reference);
    mustHold(
      'the list says which steps of a restored case are lost, and what it was',
      taken?.lost === 'last-steps' &&
        taken.steps.some(({ what }) => what === 'taken') &&
        taken.restoredState === 'COMPLAINT_STATE_ASSIGNED' &&
        taken.action.code === 'do-again',
      taken,
    );
    const others = work.filter(({ service }) => service === 'routing' || service === 'sla');
    mustHold(
      'a case is on the list once: routes and clocks follow it',
      new Set(ofCases.map(({ reference }) => reference)).size === ofCases.length &&
        others.every(({ action }) => action.code === 'none'),
      others,
    );
    const whole = ofCases.filter(({ lost }) => lost === 'whole');
    mustHold(
      'every case that is lost has its place, category and steps on the list, and what to do',
      whole.every((one) => one.category !== '' && one.territory !== '' && one.steps[0]?.what === 'submitted') &&
        whole.every(({ action }) => action.code === 'file-again'),
      whole,
    );
    const told = [...before, ...after];
    const stored = new Set((await storedCases(world, told)).map(({ reference }) => reference));
    const neither = told.filter((reference) => !stored.has(reference) && !listed.has(reference));
    mustHold('every acknowledged filing is restored or listed', neither.length === 0, neither);
    mustHold(
      'what was archived is restored',
      before.every((reference) => stored.has(reference)),
      before.filter((one) => !stored.has(one)),
    );
    const behind = (lossAt.getTime() - restored.value.point.getTime()) / 1_000;
    await goesOn(world, old);
    const gone = told.length - stored.size;
    return {
      lost: `${gone} of ${told.length} acknowledged filings, all listed; ${compared.value} events beyond ${restored.value.point.toISOString()}`,
      took: {
        restoreSeconds: restored.seconds,
        documents: restored.value.documents,
        changes: restored.value.changes,
        reconcileSeconds: compared.seconds,
        startSeconds: again.seconds,
        archiveBehindSeconds: Math.round(behind),
      },
    };
  },
};

/** What the drill reads of a line of the list. */
interface Line {
  readonly service: string;
  readonly reference: string;
  readonly lost: 'whole' | 'last-steps';
  readonly restoredState: string;
  readonly category: string;
  readonly territory: string;
  readonly steps: readonly { readonly what: string; readonly at: string }[];
  readonly action: { readonly code: string };
}

interface Loss {
  /** Acknowledged while the archive was followed, and after it. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** A case that was restored, and taken after the archive's end. */
  readonly old: { readonly reference: string; readonly trackingCode: string };
  /** When the archive ended. */
  readonly lossAt: Date;
}

async function untilTheLoss(world: World, archive: string): Promise<Loss> {
  const cell = await openCell(await world.administratorUri(), serviceNames.map(databaseOf));
  const stop = new AbortController();
  try {
    let rounds = 0;
    const following = follow(cell, {
      folder: archive,
      everyMs: 1_000,
      now,
      tell: world.say,
      signal: stop.signal,
      reached: () => {
        rounds += 1;
      },
    });
    await until('the archive is followed', () => rounds > 0, 60_000);
    const early = startLoad(world.reduced ? 4 : 10);
    await early.accepts(world.reduced ? 5 : 30);
    await takeBase(cell, { folder: archive, cell: '00', now, tell: world.say });
    await early.accepts(world.reduced ? 5 : 100);
    await early.end();
    const before = acknowledged(early);
    await untilWhole(world, before);
    const old = await file();
    await untilState(old, 'assigned');
    const round = rounds;
    await until('all of it is archived', () => rounds > round + 1, 60_000);
    stop.abort();
    await following;
    const lossAt = now();
    const late = startLoad(world.reduced ? 4 : 10);
    await late.accepts(world.reduced ? 4 : 30);
    await late.end();
    const after = acknowledged(late);
    const token = await tokenOf('technical.sefrou');
    const taken = await call('POST', `/v1/complaints/${old.reference}/take`, { token });
    mustHold('a case is taken', taken.status === 200, taken.body);
    // What is lost with the database has reached the broker: only then it can be listed.
    await untilWhole(world, after);
    return { before, after, old, lossAt };
  } finally {
    await cell.close();
  }
}

async function restoreInto(uri: string, archive: string, world: World) {
  const cell = await openCell(uri, []);
  return restore(cell.client, uri, { folder: archive, operator, now, tell: world.say }).finally(() => cell.close());
}

async function compareWithBroker(broker: Broker, uri: string, folder: string, world: World): Promise<number> {
  const services = await Promise.all(
    serviceNames.map(async (name) => ({ name, connection: await openOne(uri, databaseOf(name)) })),
  );
  try {
    const done = await atBroker(broker, (live) =>
      reconcile(live, services, { folder, operator, now, tell: world.say }),
    );
    mustHold('nothing is known only from an inbox', done.unexplained.length === 0, done.unexplained);
    return done.events;
  } finally {
    await Promise.all(services.map(({ connection }) => connection.close()));
  }
}

/** The old case is taken once more, in the new epoch, and everybody applies it; a new one goes the whole way. */
async function goesOn(world: World, old: Loss['old']): Promise<void> {
  const token = await tokenOf('technical.sefrou');
  const taken = await call('POST', `/v1/complaints/${old.reference}/take`, { token });
  mustHold('the restored case is as it was at the restore point, and can be taken', taken.status === 200, taken.body);
  const [stored] = await storedCases(world, [old.reference]);
  await until(
    'the clocks apply the new epoch',
    () =>
      world.database('sla', async (connection) => {
        const row = await connection
          .collection<{ _id: string; version: number }>('inbox')
          .findOne({ _id: `intake:${stored?._id}` });
        return (row?.version ?? 0) > VERSIONS_PER_EPOCH;
      }),
    60_000,
  );
  const fresh = await file();
  await untilWhole(world, [fresh.reference]);
}
