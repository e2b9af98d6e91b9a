import {
  AppError,
  createDirectoryCopy,
  createPlatform,
  type DirectoryCopy,
  directoryCopyIndexes,
  inboxRows,
  mayActFor,
  migrate,
  type Platform,
  peer,
} from '@jamaa/kit';
import { createSuite, type Suite, until } from '@jamaa/kit/testing';
import { DirectoryServiceClient } from '@jamaa/proto/directory/v1/directory';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DirectoryContext } from '../src/context.ts';
import {
  connectDirectory,
  csv,
  type DirectoryClient,
  migrateDirectory,
  person,
  service,
  startDirectory,
} from './harness.ts';

const startedFirst = <T>([first]: readonly T[]): T => {
  if (first === undefined) throw new Error('nothing is started');
  return first;
};

const target = { organisation: 'commune:03.451.01.09', unit: 'technical', territory: '03.451.01.09' };

/** Given a service `alpha` that keeps a copy, in two replicas with one database, beside the real directory. */
describe('the copy of the directory in another service', () => {
  let suite: Suite;
  let directory: DirectoryContext;
  let client: DirectoryClient;
  const replicas: { platform: Platform; copy: DirectoryCopy }[] = [];

  const startReplica = async (port = directory.served.rpcPort) => {
    const platform = await createPlatform({ service: 'alpha', env: suite.env('alpha'), indexes: directoryCopyIndexes });
    const copy = createDirectoryCopy(
      platform,
      peer(platform, DirectoryServiceClient, 'directory', `127.0.0.1:${port}`),
    );
    platform.consume('directory', [...copy.handlers]);
    const replica = { platform, copy };
    replicas.push(replica);
    return replica;
  };
  const closeReplicas = async () => {
    for (const { platform } of replicas.splice(0)) await platform.close();
  };
  const untilReady = (copy: DirectoryCopy) => until('copy ready', () => copy.check().state === 'ok');
  const bring = async (who: string): Promise<string> => {
    const line = `${who}@example.ma,${who},commune:03.451.01.09,technical,unit-member,03.451.01.09,ar`;
    const { lines } = await client.as(service('ops'))('importAccounts', { csv: csv(line), dryRun: false });
    await client.as(person(`sub-${who}`, `${who}@example.ma`))('resolveAccount', { email: '', subject: '' });
    return lines[0]?.accountId ?? '';
  };
  const may = async ({ platform, copy }: (typeof replicas)[number], who: string): Promise<boolean> =>
    mayActFor(await copy.grantsOf(`sub-${who}`, platform.clock.now()), ['unit-member'], target);

  beforeAll(async () => {
    suite = await createSuite();
    await migrateDirectory(suite);
    await migrate({ service: 'alpha', indexes: directoryCopyIndexes, consumes: ['directory'] }, suite.env('alpha'));
    directory = await startDirectory(suite);
    client = await connectDirectory(suite, directory.served.rpcPort);
  });
  afterAll(async () => {
    client.close();
    const alpha = await createPlatform({ service: 'alpha', env: suite.env('alpha'), indexes: [] });
    await alpha.mongo.dropDatabase();
    await alpha.close();
    await closeReplicas();
    await directory.platform.mongo.dropDatabase();
    await directory.platform.close();
  });

  it('is not ready before one whole snapshot is stored, and then knows everything', async () => {
    // Nobody answers there.
    const early = await startReplica(1);
    await until('a first look', async () => (await early.copy.organisation('dgct')) === undefined || true);
    expect(early.copy.check().state).toBe('failed');
    await closeReplicas();

    const id = await bring('amal');
    const replica = await startReplica();
    await untilReady(replica.copy);
    expect(await replica.copy.organisation('commune:03.451.01.09')).toMatchObject({
      name: { ar: 'جماعة صفرو', fr: 'Commune de Sefrou' },
      validationRequired: true,
      onPlatform: true,
    });
    expect(await replica.copy.organisation('srm:06')).toMatchObject({ validFrom: new Date('2024-09-30T23:00:00Z') });
    expect(await replica.copy.organisation('commune:99')).toBeUndefined();
    expect(await replica.copy.account(id)).toMatchObject({ _id: id, subject: 'sub-amal', active: true });
    expect(await may(replica, 'amal')).toBe(true);
    expect(await may(replica, 'nobody')).toBe(false);
    expect(await replica.platform.mongo.collection('copy_organisations').countDocuments()).toBe(1797);
  });

  it('takes a right away on every replica within two seconds of its revocation', async () => {
    await startReplica();
    const accountId = await bring('badr');
    for (const replica of replicas) {
      await untilReady(replica.copy);
      await until('the right is known', () => may(replica, 'badr'));
    }
    // The first copying of 1,793 organisations is through: what is measured is the way of one event.
    const { mongo } = startedFirst(replicas).platform;
    await until(
      'the sign-in',
      async () => (await inboxRows(mongo).findOne({ _id: `directory:${accountId}` }))?.version === 2,
    );
    await client.as(service('ops'))('revokeAccount', { accountId, reason: 'test' });
    const revokedAt = Date.now();
    for (const replica of replicas) await until('the right is gone', async () => !(await may(replica, 'badr')), 2_000);
    const took = Date.now() - revokedAt;
    process.stderr.write(`revocation reached ${replicas.length} replicas in ${took} ms\n`);
    expect(took).toBeLessThan(2_000);
    expect(replicas).toHaveLength(2);
  });

  it('asks the directory about a subject it has not heard of, and forgets that nobody was found when somebody comes', async () => {
    await closeReplicas();
    // A copy without a consumer: it hears of nobody by events.
    const platform = await createPlatform({ service: 'alpha', env: suite.env('alpha'), indexes: directoryCopyIndexes });
    const calls: string[] = [];
    const real = peer(platform, DirectoryServiceClient, 'directory', `127.0.0.1:${directory.served.rpcPort}`);
    const counting: typeof real = {
      call: (method, request, deadlineMs) => {
        calls.push(method);
        return real.call(method, request, deadlineMs);
      },
    };
    const copy = createDirectoryCopy(platform, counting);
    await untilReady(copy);
    const replica = { platform, copy };
    replicas.push(replica);
    expect([await may(replica, 'chama'), await may(replica, 'chama')]).toEqual([false, false]);
    expect(calls).toEqual(['resolveAccount']);
    await bring('dounia');
    expect(await may(replica, 'dounia')).toBe(true);
    await bring('chama');
    // Hearing of dounia has cleared what was not known.
    expect(await may(replica, 'chama')).toBe(true);
  });

  it('never puts an older telling over a newer one', async () => {
    await closeReplicas();
    const first = await startReplica();
    await untilReady(first.copy);
    const id = await bring('elias');
    await until('the bound account', async () => (await first.copy.account(id))?.version === 2);
    const newer = await first.copy.account(id);
    if (newer === undefined) throw new Error('no account');
    // A service whose paging began before the sign-in stores its page after the event.
    const rows = first.platform.mongo.collection<{ _id: string; warmedAt?: Date }>('copy_state');
    await rows.updateOne({ _id: 'directory' }, { $unset: { warmedAt: '' } });
    const stale = { ...newer, version: 1, subject: '', grants: [] };
    const { _id, ...rest } = stale;
    const platform = first.platform;
    const copy = createDirectoryCopy(platform, {
      call: ((method: string, request: { part: string }) =>
        method === 'snapshot'
          ? Promise.resolve({
              organisations: [],
              accounts: request.part === 'accounts' ? [{ id: _id, ...rest }] : [],
              nextCursor: '',
              end: true,
            })
          : Promise.reject(new AppError('unavailable', 'no'))) as never,
    });
    await untilReady(copy);
    expect(await copy.account(id)).toEqual(newer);
  });

  it('works on after a restart while the directory is down', async () => {
    await closeReplicas();
    const port = directory.served.rpcPort;
    await directory.platform.close();
    const replica = await startReplica(port);
    await untilReady(replica.copy);
    expect(await may(replica, 'amal')).toBe(true);
    expect(await may(replica, 'badr')).toBe(false);
    expect(await may(replica, 'stranger')).toBe(false);
    expect(await replica.copy.organisation('igat')).toMatchObject({ kind: 'igat' });
    await closeReplicas();
    directory = await startDirectory(suite);
    client.close();
    client = await connectDirectory(suite, directory.served.rpcPort);
  });
});
