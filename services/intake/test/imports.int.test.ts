import { auditRows, bytesOf, type JournalRow, journalRows, newId } from '@jamaa/kit';
import { until } from '@jamaa/kit/testing';
import { intakeEvents } from '@jamaa/proto/catalog';
import type { ComplaintSnapshot } from '@jamaa/proto/intake/v1/complaint';
import { type Import, ImportLine, type ImportOutcome } from '@jamaa/proto/intake/v1/imports';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { importedRows, importRows, packRows } from '../src/store/imports.ts';
import { anonymous, codeOf, listRequest, person, service } from './support/client.ts';
import { sefrou } from './support/directory.ts';
import { createWorld, type IntakeProcess, type World } from './support/world.ts';

const organisation = `commune:${sefrou}`;
const header = 'reference,kind,category,received,state,unit,description,name,phone,answer,answered';
const gestionnaire = person('gestionnaire');
const portal = service('national-portal');

/** Taking over the cases of other registers, on real servers. */
describe('imports', () => {
  let world: World;
  let intake: IntakeProcess;

  beforeAll(async () => {
    world = await createWorld();
    intake = await world.start();
    world.startRouting();
  }, 120_000);
  afterAll(() => world.close());

  const bring = (lines: readonly string[], o: { trial?: boolean; key?: string; on?: IntakeProcess } = {}) =>
    (o.on ?? intake).as(gestionnaire)('startImport', {
      idempotencyKey: o.key ?? '',
      organisation,
      trial: o.trial ?? false,
      file: Buffer.from([header, ...lines].join('\n')),
      mediaType: 'text/csv',
    });
  const untilDone = async (started: { import?: Import | undefined }, on = intake): Promise<Import> =>
    until(
      'import done',
      async () => {
        const answer = await on.as(gestionnaire)('getImport', { id: started.import?.id ?? '' });
        return answer.import?.state === 'done' && answer.import;
      },
      60_000,
    );
  const linesOf = async (id: string): Promise<ImportOutcome[]> =>
    (await intake.as(gestionnaire)('listImportLines', { id, outcome: '', cursor: '', limit: 500 })).lines;
  const caseOf = async (reference: string) => {
    const { caseReference } = await intake.as(gestionnaire)('getByOldReference', { source: organisation, reference });
    const { complaint } = await intake.as(gestionnaire)('get', { reference: caseReference, trackingCode: '' });
    return complaint;
  };
  const journalOf = async (id: string): Promise<[string, ComplaintSnapshot][]> => {
    const rows = await journalRows(world.mongo).find({ aggregateId: id }).sort({ version: 1 }).toArray();
    return rows.map((row: JournalRow) => {
      const event = Object.values(intakeEvents).find(({ type }) => type === row.type);
      if (event === undefined) throw new Error(`no event is called ${row.type}`);
      const { complaint } = event.codec.decode(bytesOf(row.data)) as { complaint: ComplaintSnapshot };
      return [row.type.split('.')[3] ?? '', complaint];
    });
  };

  it('takes over running and closed cases with their past, names what is wrong line by line, and stops for none', async () => {
    const started = await bring([
      'R/1,شكاية,ECL,2026-01-05,en cours,technical,مصباح معطل,أمينة العلوي,0612345678,,',
      'R/2,réclamation,VOI,2026-01-06,clôturée,,حفرة,Ali Bennani,,Réparé,2026-02-01',
      'R/3,رأي,ECL,2026-13-05,en cours,roads,x,,12,,',
      'R/4,suggestion,ESV,2026-01-08,جديدة,,غرس الأشجار,,,,',
      'r/1,شكاية,ECL,2026-01-05,en cours,technical,again,,,,',
    ]);
    const done = await untilDone(started);
    expect(done).toMatchObject({ total: 5, created: 3, unchanged: 0, refused: 2 });
    const lines = await linesOf(done.id);
    expect(lines.map(({ line, reference, outcome }) => [line, reference, outcome])).toEqual([
      [2, 'R/1', 'created'],
      [3, 'R/2', 'created'],
      [4, 'R/3', 'refused'],
      [5, 'R/4', 'created'],
      [6, 'r/1', 'refused'],
    ]);
    expect(lines[2]?.problems.map(({ field, code }) => `${field} ${code}`)).toEqual([
      'kind unknown',
      'received day',
      'unit unknown',
      'phone format',
    ]);
    expect(lines[2]?.problems[0]?.message).toEqual({ ar: 'قيمة غير معروفة', fr: 'valeur inconnue', zgh: '' });
    expect(lines[4]?.problems[0]).toMatchObject({ field: 'reference', code: 'duplicate' });

    const running = await caseOf('r/1');
    expect(running).toMatchObject({
      snapshot: { state: 'COMPLAINT_STATE_ASSIGNED', unit: 'technical', receivedAt: new Date('2026-01-05T12:00:00Z') },
      importedFrom: organisation,
      oldReference: 'R/1',
    });
    expect(running?.timeline[0]).toMatchObject({ event: 'imported' });
    expect(running?.timeline[0]?.message).toContain('جماعة صفرو، رقم R/1 — Reprise de : Commune de Sefrou');
    const closed = await caseOf('R/2');
    expect(closed).toMatchObject({ snapshot: { state: 'COMPLAINT_STATE_CLOSED' }, answer: 'Réparé' });
    expect(closed?.timeline.map(({ event, at }) => [event, at?.toISOString().slice(0, 10)]).slice(1)).toEqual([
      ['answered', '2026-02-01'],
      ['closed', '2026-02-01'],
    ]);
  });

  it('marks what its events tell of the past, also the verdict of routing about it, and nothing of what comes after', async () => {
    const running = await caseOf('R/1');
    const { id = '', reference = '' } = running?.snapshot ?? {};
    await intake.give('member', { reference }, 'take');
    expect(
      (await journalOf(id)).map(([type, { imported, importedAt }]) => [type, imported, importedAt !== undefined]),
    ).toEqual([
      ['submitted', true, true],
      ['assigned', true, true],
      ['taken', false, true],
    ]);
    const suggestion = (await caseOf('R/4'))?.snapshot;
    await world.untilAssigned(suggestion?.reference ?? '');
    expect((await journalOf(suggestion?.id ?? '')).map(([type, { imported }]) => [type, imported])).toEqual([
      ['submitted', true],
      ['assigned', true],
    ]);
    const decided = world.routing.collection<{ _id: string }>('decisions');
    expect(await decided.countDocuments({ _id: { $in: [id, suggestion?.id ?? ''] } })).toBe(1);
    expect((await journalOf((await caseOf('R/2'))?.snapshot?.id ?? ''))[1]?.[1].endedAt).toEqual(
      new Date('2026-02-01T12:00:00Z'),
    );
  });

  it('is repeated without effect; a line that says otherwise is told, and changes nothing', async () => {
    const lines = [
      'S/1,شكاية,ECL,2026-01-05,en cours,technical,a,,,,',
      'S/2,شكاية,ECL,2026-01-05,en cours,technical,b,,,,',
    ];
    await untilDone(await bring(lines));
    const before = await world.mongo.collection('complaints').countDocuments({});
    expect(await untilDone(await bring(lines))).toMatchObject({ created: 0, unchanged: 2, refused: 0 });
    const again = await untilDone(await bring([lines[0] ?? '', (lines[1] ?? '').replace(',b,', ',c,')]));
    expect(again).toMatchObject({ created: 0, unchanged: 1, refused: 1 });
    expect((await linesOf(again.id))[1]?.problems[0]?.code).toBe('differs');
    expect(await world.mongo.collection('complaints').countDocuments({})).toBe(before);
  });

  it('as a trial says what would be, and writes no case', async () => {
    const before = await world.mongo.collection('complaints').countDocuments({});
    const done = await untilDone(
      await bring(['T/1,شكاية,ECL,2026-01-05,en cours,technical,a,,,,', 'T/2,x'], { trial: true }),
    );
    expect(done).toMatchObject({ trial: true, created: 1, refused: 1 });
    expect(await world.mongo.collection('complaints').countDocuments({})).toBe(before);
    expect(await codeOf(caseOf('T/1'))).toBe('not-found');
  });

  it('leaves nothing of a person once it is done, and no key that would open it', async () => {
    const done = await untilDone(await bring(['U/1,شكاية,ECL,2026-01-05,en cours,technical,secret-words,زليخة,,,']));
    const row = await importRows(world.mongo).findOne({ _id: done.id });
    expect(row).not.toHaveProperty('key');
    const packs = await packRows(world.mongo)
      .find({ _id: `${done.id}/0` })
      .toArray();
    expect(packs).toHaveLength(1);
    expect(packs[0]).not.toHaveProperty('sealed');
    expect(JSON.stringify([row, packs])).not.toMatch(/secret-words|زليخة/);
  });

  it('finds a case by its old number, for whoever may see it alone', async () => {
    await untilDone(await bring(['V 12/2026,شكاية,ECL,2026-01-05,en cours,technical,a,,,,']));
    const search = async (who: string): Promise<number> =>
      (await intake.as(person(who))('list', listRequest({ search: 'v12/2026' }))).complaints.length;
    expect([await search('member'), await search('stranger')]).toEqual([1, 0]);
    const old = { source: organisation, reference: 'v 12/2026' };
    expect(await codeOf(intake.as(person('member'))('getByOldReference', old))).toBe('ok');
    expect(await codeOf(intake.as(person('stranger'))('getByOldReference', old))).toBe('not-found');
    expect(await codeOf(intake.as(anonymous)('getByOldReference', old))).toBe('not-found');
    expect(await codeOf(intake.as(person('member'))('getByOldReference', { ...old, source: 'chikaya' }))).toBe(
      'not-found',
    );
  });

  it('is for the gestionnaire alone, and an import of another is as if it did not exist', async () => {
    const request = { idempotencyKey: '', organisation, trial: true, file: Buffer.from(header), mediaType: 'text/csv' };
    expect(await codeOf(intake.as(anonymous)('startImport', request))).toBe('unauthenticated');
    expect(await codeOf(intake.as(person('member'))('startImport', request))).toBe('forbidden');
    expect(
      await codeOf(intake.as(gestionnaire)('startImport', { ...request, organisation: 'commune:06.141.01.0' })),
    ).toBe('forbidden');
    expect(await codeOf(intake.as(service('routing'))('importCases', { source: 'chikaya', lines: [] }))).toBe(
      'forbidden',
    );
    const { import: own } = await bring(['W/1,x,,,,,,,,,'], { trial: true });
    const listed = { organisation, cursor: '', limit: 1 };
    const { imports: newest, nextCursor } = await intake.as(gestionnaire)('listImports', listed);
    expect(newest.map(({ id }) => id)).toEqual([own?.id]);
    const { imports: before } = await intake.as(gestionnaire)('listImports', { ...listed, cursor: nextCursor });
    expect(before[0]?.id ?? '').not.toBe('');
    expect((before[0]?.id ?? '') < (own?.id ?? '')).toBe(true);
    expect(await codeOf(intake.as(person('member'))('listImports', listed))).toBe('forbidden');
    expect(await codeOf(intake.as(gestionnaire)('listImports', { ...listed, cursor: '$gt' }))).toBe(
      'validation-failed',
    );
    for (const method of ['getImport', 'cancelImport'] as const)
      expect(await codeOf(intake.as(person('member'))(method, { id: own?.id ?? '' }))).toBe('not-found');
  });

  it('leaves nothing of a wrong file, and answers a repeated request with the first import', async () => {
    const before = [await importRows(world.mongo).countDocuments({}), await packRows(world.mongo).countDocuments({})];
    const file = Buffer.from('reference,kind\n1,2');
    const request = { idempotencyKey: '', organisation, trial: false, file, mediaType: 'text/csv' };
    expect(await codeOf(intake.as(gestionnaire)('startImport', request))).toBe('validation-failed');
    expect([await importRows(world.mongo).countDocuments({}), await packRows(world.mongo).countDocuments({})]).toEqual(
      before,
    );
    const key = newId();
    const lines = ['X/1,شكاية,ECL,2026-01-05,en cours,technical,a,,,,'];
    const [first, again] = [await bring(lines, { key }), await bring(lines, { key })];
    expect(again.import?.id).toBe(first.import?.id);
  });

  it('takes a case of the national portal once, as new work that the portal tells of', async () => {
    const day = new Date().toISOString();
    const line = ImportLine.fromPartial({
      reference: 'CHK-1',
      kind: 'شكاية',
      category: 'ECL',
      received: day,
      state: 'open',
      commune: sefrou,
      description: 'a',
      phone: '0612345678',
    });
    const told = { source: 'chikaya', lines: [line] };
    const answers = [await intake.as(portal)('importCases', told), await intake.as(portal)('importCases', told)];
    expect(answers.map(({ outcomes }) => outcomes[0]?.outcome)).toEqual(['created', 'unchanged']);
    const { complaintId = '', caseReference = '' } = answers[0]?.outcomes[0] ?? {};
    await world.untilAssigned(caseReference);
    expect(
      (await journalOf(complaintId)).map(([type, one]) => [type, one.imported, one.toldByPortal, one.unit]),
    ).toEqual([
      ['submitted', false, true, ''],
      ['assigned', false, true, 'technical'],
    ]);
  });

  it('killed between two packs of lines goes on where it stopped: each line once', async () => {
    const killed = await world.start({ FAILPOINTS: 'intake.import.after-batch', LEASE_TTL_MS: '1000' });
    await intake.child.kill();
    const lines = Array.from({ length: 250 }, (_, n) => `Y/${n},شكاية,ECL,2026-01-05,en cours,technical,n° ${n},,,,`);
    const started = await bring(lines, { on: killed });
    await killed.child.ended();
    expect(killed.child.stderr()).toContain('failpoint hit: intake.import.after-batch');
    expect(await importedRows(world.mongo).countDocuments({ _id: /^commune:[\d.]+ Y/ })).toBe(100);
    intake = await world.start();
    expect(await untilDone(started)).toMatchObject({ total: 250, created: 250, unchanged: 0, refused: 0 });
    const rows = await world.mongo
      .collection<{ imported?: { reference: string } }>('complaints')
      .find({ 'imported.reference': /^Y/ })
      .toArray();
    expect(new Set(rows.map((row) => row.imported?.reference)).size).toBe(250);
    expect(rows).toHaveLength(250);
    await world.untilPublished();
  });

  it('cancelled keeps what is done and drops the rest', async () => {
    const lines = Array.from({ length: 3_000 }, (_, n) => `Z/${n},شكاية,ECL,2026-01-05,en cours,technical,n° ${n},,,,`);
    const started = await bring(lines);
    const id = started.import?.id ?? '';
    await until(
      'some of it',
      async () => ((await intake.as(gestionnaire)('getImport', { id })).import?.created ?? 0) > 0,
    );
    const cancelled = (await intake.as(gestionnaire)('cancelImport', { id })).import;
    expect(cancelled?.state).toBe('cancelled');
    const row = await importRows(world.mongo).findOne({ _id: id });
    expect(row).not.toHaveProperty('key');
    const trail = await auditRows(world.mongo).find({ aggregateId: id }).sort({ number: 1 }).toArray();
    expect(trail.map(({ action }) => action)).toEqual(['start-import', 'cancel-import']);
    expect(row?.auditHead).toEqual({ number: 2, hash: trail[1]?.hash });
    expect(await importedRows(world.mongo).countDocuments({ _id: /^commune:[\d.]+ Z/ })).toBe(row?.created);
    expect(await packRows(world.mongo).countDocuments({ _id: { $gte: `${id}/`, $lt: `${id}0` } })).toBe(row?.next);
    // What comes next is not held up by it.
    expect(await untilDone(await bring(['ZZ/1,شكاية,ECL,2026-01-05,en cours,technical,a,,,,']))).toMatchObject({
      created: 1,
    });
    expect(await importedRows(world.mongo).countDocuments({ _id: /^commune:[\d.]+ Z\// })).toBe(row?.created);
  });
});
