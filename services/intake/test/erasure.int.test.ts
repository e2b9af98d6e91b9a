import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '@jamaa/kit';
import { startChild, until } from '@jamaa/kit/testing';
import { intakeEvents } from '@jamaa/proto/catalog';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anonymous, codeOf, type Filed, listRequest, person, service } from './support/client.ts';
import { type MovingTime, movingTime } from './support/moving-time.ts';
import { createWorld, type IntakeProcess, type World } from './support/world.ts';

const DAY_MS = 86_400_000;
const tool = join(import.meta.dirname, '../../../tools/ops/src/main.ts');
const secret = 'رقم بطاقتي AB123456 وأسكن في زنقة الوردة';

/** Erasure of persons, by time and on request, on the real process; the tool is the operators' own. */
describe('erasing the person of a case', () => {
  let world: World;
  let intake: IntakeProcess;
  let time: MovingTime;

  beforeAll(async () => {
    world = await createWorld();
    time = await movingTime(world);
    intake = await world.start();
    world.startRouting();
  }, 60_000);
  afterAll(async () => {
    await time.close();
    await world.close();
  });

  const pass = (days: number): Promise<number> => time.pass(days * DAY_MS);
  const collection = (name: string) => world.mongo.collection<{ _id: string }>(name);
  const one = async (name: string, { id }: Filed): Promise<Record<string, unknown>> => {
    const row = await collection(name).findOne({ _id: id });
    if (row === null) throw new Error('no row');
    return row;
  };
  const rowOf = (filed: Filed) => one('complaints', filed);
  const entryOf = (filed: Filed) => one('search_entries', filed);
  const citizen = person('citizen-1');
  const ended = async (
    change: Parameters<IntakeProcess['submit']>[0] = {},
    idempotencyKey = newId(),
  ): Promise<Filed> => {
    const filed = await intake.submit({ description: secret, idempotencyKey, ...change }, citizen);
    await world.untilAssigned(filed.reference);
    await intake.as(citizen)('execute', {
      reference: filed.reference,
      trackingCode: '',
      idempotencyKey: '',
      expectedVersion: 0,
      command: 'withdraw',
      arguments: undefined,
    });
    return filed;
  };
  const eraseBy = (subject: string, { reference }: Filed, change: object = {}) =>
    intake.as(person(subject))('erase', {
      reference,
      idempotencyKey: '',
      reasonCode: 'person-request',
      legalBasis: 'Loi 09-08, art. 8',
      ...change,
    });
  const ops = async (...args: string[]) => {
    const address = `127.0.0.1:${intake.rpcPort}`;
    const where = [
      '--address',
      address,
      '--secrets',
      world.suite.secretsDir,
      '--service',
      'intake',
      '--operator',
      'amina',
    ];
    const child = startChild(tool, {}, [...args, ...where]);
    const { code } = await child.ended();
    return { code, out: child.stdout(), err: child.stderr() };
  };

  it('on request: nothing of the person stays, figures and the audit trail do, and the register says so', async () => {
    const idempotencyKey = newId();
    const filed = await ended({ location: { longitude: -4.833217, latitude: 33.830149 } }, idempotencyKey);
    const before = await rowOf(filed);
    const { complaint, number } = await eraseBy('administrator', filed);
    expect(complaint).toMatchObject({ description: '', complainant: undefined, allowedCommands: [] });
    expect(complaint?.anonymisedAt).toBeInstanceOf(Date);

    const row = await rowOf(filed);
    expect(row).toMatchObject({
      description: '',
      trackingHash: '',
      complainantSubject: '',
      reachable: false,
      location: { coordinates: [-4.833, 33.83] },
      ...Object.fromEntries(['category', 'communeCode', 'receivedAt', 'state'].map((name) => [name, before[name]])),
    });
    expect(Object.keys(row)).not.toContain('sealed');
    expect(await entryOf(filed)).toMatchObject({ tokens: [], scope: [] });
    for (const name of ['complaints', 'audit', 'events', 'erasures', 'idempotency', 'search_entries']) {
      const stored = JSON.stringify(await collection(name).find({}).toArray());
      for (const clear of ['citizen-1', 'AB123456', 'الوردة'])
        expect([name, stored.includes(clear)]).toEqual([name, false]);
    }
    expect(await collection('idempotency').countDocuments({ about: filed.id, answer: { $exists: true } })).toBe(0);
    const again = { idempotencyKey, description: secret, location: { longitude: -4.833217, latitude: 33.830149 } };
    expect(await codeOf(intake.submit(again, citizen))).toBe('not-found');

    const get = (caller: Parameters<IntakeProcess['as']>[0], trackingCode = '') =>
      codeOf(intake.as(caller)('get', { reference: filed.reference, trackingCode }));
    expect([await get(citizen), await get(anonymous, filed.trackingCode), await get(person('gestionnaire'))]).toEqual([
      'not-found',
      'not-found',
      'ok',
    ]);
    const contact = await intake.as(service('notifications'))('getContact', {
      complaintId: filed.id,
      version: 1,
      codePurpose: '',
    });
    expect(contact).toMatchObject({ name: '', phone: '', email: '', erased: expect.stringMatching(/^\d{4}-/) });
    const found = await intake.as(person('gestionnaire'))('list', listRequest({ search: '0612345678', limit: 200 }));
    expect(found.complaints.map((one) => one.snapshot?.id)).not.toContain(filed.id);
    await world.untilPublished();
    expect(await world.published(intakeEvents.anonymised.type)).toEqual([`${filed.id} 4`]);

    const register = await intake.as(person('administrator'))('listErasures', { after: number - 1n, limit: 1 });
    expect(register).toMatchObject({ intact: true, erasures: [{ number, count: 1, rule: 'person-request', ids: [] }] });
    expect(await codeOf(eraseBy('administrator', filed))).toBe('command-not-allowed');
  });

  it('is refused for an open case, to all but an administrator, and without reason and legal basis', async () => {
    const open = await intake.submit({ description: secret }, citizen);
    await world.untilAssigned(open.reference);
    await expect(eraseBy('administrator', open)).rejects.toThrow(/not possible in state assigned/);
    const filed = await ended();
    for (const subject of ['gestionnaire', 'validator'])
      expect(await codeOf(eraseBy(subject, filed))).toBe('forbidden');
    expect(await codeOf(eraseBy('stranger', filed))).toBe('not-found');
    expect(await codeOf(eraseBy('administrator', filed, { legalBasis: ' ' }))).toBe('validation-failed');
    expect(await codeOf(eraseBy('administrator', filed, { legalBasis: 'طلب AB123456' }))).toBe('validation-failed');
    expect(await codeOf(eraseBy('administrator', filed, { reasonCode: 'because' }))).toBe('validation-failed');
    expect((await rowOf(filed))['description']).toBe(secret);
    expect(await codeOf(intake.as(person('validator'))('listErasures', { after: 0n, limit: 0 }))).toBe('forbidden');
    expect(await codeOf(intake.as(person('administrator'))('reapplyErasures', { erasures: [], operator: 'x' }))).toBe(
      'forbidden',
    );
  });

  it('leaves an audit trail that verifies, and one changed byte of it is named', async () => {
    const filed = await ended();
    await eraseBy('administrator', filed);
    expect(await ops('audit', 'verify')).toMatchObject({ code: 0, out: expect.stringMatching(/^intake: OK/) });
    expect(await ops('audit', 'verify', '--reference', filed.reference)).toMatchObject({ code: 0 });
    const audit = world.mongo.collection<{ _id: string }>('audit');
    await audit.updateOne({ _id: `${filed.id}:1` }, { $set: { action: 'submiT' } });
    const broken = await ops('audit', 'verify');
    expect(broken).toMatchObject({
      code: 1,
      out: expect.stringContaining(`aggregate ${filed.id}: entry 1 does not fit`),
    });
    await audit.updateOne({ _id: `${filed.id}:1` }, { $set: { action: 'submit' } });
    expect((await ops('audit', 'verify')).code).toBe(0);
  });

  it('happens again after a restore, from the register that was exported, and only what it says', async () => {
    const [gone, kept] = [await ended(), await ended()];
    const [backup, entry] = [await rowOf(gone), await entryOf(gone)];
    expect(entry['tokens']).not.toEqual([]);
    await eraseBy('administrator', gone);
    const file = join(world.suite.secretsDir, 'register.json');
    await writeFile(file, (await ops('erasures', 'export')).out);

    const rows = collection('erasures');
    await collection('complaints').replaceOne({ _id: gone.id }, backup);
    await collection('search_entries').replaceOne({ _id: gone.id }, entry);
    await collection('audit').deleteMany({ aggregateId: gone.id, number: { $gt: 3 } } as object);
    await collection('events').deleteMany({ aggregateId: gone.id, version: { $gt: 3 } } as object);
    await rows.deleteMany({});
    const applied = await ops('erasures', 'reapply', '--file', file);
    expect(applied).toMatchObject({ code: 0, out: expect.stringMatching(/: 1 erased again/) });
    expect(await rowOf(gone)).toMatchObject({ description: '' });
    expect(await entryOf(gone)).toMatchObject({ tokens: [], scope: [] });
    expect(await rowOf(kept)).toMatchObject({ description: secret });
    expect((await intake.as(service('ops'))('listErasures', { after: 0n, limit: 500 })).intact).toBe(true);
    expect((await ops('erasures', 'reapply')).out).toMatch(/: 0 erased again/);
    expect((await ops('audit', 'verify')).code).toBe(0);
  });

  it('by time: when it is over and not before; killed between two batches it goes on, each case once', async () => {
    const suggestion = await ended({ kind: 'COMPLAINT_KIND_SUGGESTION' });
    const reclamations = await Promise.all(Array.from({ length: 25 }, () => ended()));
    const erased = async (): Promise<number> =>
      collection('complaints').countDocuments({
        'timeline.event': 'anonymised',
        _id: { $in: reclamations.map(({ id }) => id) },
      });
    await pass(370);
    await until('the suggestion erased', async () => (await rowOf(suggestion))['description'] === '');
    expect(await erased()).toBe(0);
    await intake.child.kill();
    const killed = await world.start({ FAILPOINTS: 'intake.retention-after-batch' });
    await pass(365);
    await killed.child.ended();
    expect(killed.child.stderr()).toContain('failpoint hit: intake.retention-after-batch');
    intake = await world.start();
    await until('all erased', async () => (await erased()) === reclamations.length);
    await world.untilPublished();
    const told = await world.published(intakeEvents.anonymised.type);
    for (const { id } of reclamations) expect(told.filter((line) => line.startsWith(id))).toHaveLength(1);
    expect((await ops('audit', 'verify')).code).toBe(0);
    const { erasures, intact } = await intake.as(service('ops'))('listErasures', { after: 0n, limit: 500 });
    expect(intact).toBe(true);
    const byTime = erasures.filter(({ rule }) => rule === 'retention-2026').flatMap(({ ids }) => ids);
    expect(byTime.sort()).toEqual([...new Set(byTime)]);
    expect(byTime).toEqual(expect.arrayContaining(reclamations.map(({ id }) => id)));
  });
});
