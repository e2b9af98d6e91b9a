import { createHash } from 'node:crypto';
import { auditRows, createCallerSigner, createRpcClient, journalRows, type Rpc, verifyChain } from '@jamaa/kit';
import { until } from '@jamaa/kit/testing';
import { AttachmentsServiceClient } from '@jamaa/proto/attachments/v1/attachments';
import type { PutPageRequest } from '@jamaa/proto/civil_registry/v1/pages';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gpsJpeg, pdf, wav } from '../../attachments/test/samples.ts';
import { pageRows } from '../src/pages/rows.ts';
import { actRows } from '../src/store/rows.ts';
import { bureau } from './support/births.ts';
import { begin, done, header, line, refusals, taken, told } from './support/old-registers.ts';
import { createWorld, type Registry, type World } from './support/world.ts';

const year = 1987;
const register = { bureauId: bureau, kind: 'birth', year };
const actId = (number: number): string => `${bureau}:birth:${year}:${number}`;
const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const digest = (number: number): string => digestOf(Buffer.from(`page ${number}`));

describe('scanned pages of old registers', () => {
  let world: World;
  let registry: Registry;
  let address: string;
  let files: Rpc<AttachmentsServiceClient>;
  let boundTo: (id: string) => Promise<string | undefined>;
  let close: () => void;

  beforeAll(async () => {
    world = await createWorld();
    const kept = await world.attachments();
    ({ address } = kept);
    boundTo = async (id) =>
      (await kept.mongo.collection<{ _id: string; complaintId?: string }>('files').findOne({ _id: id }))?.complaintId;
    registry = await world.start({ ATTACHMENTS_ADDRESS: address });
    const client = createRpcClient(AttachmentsServiceClient, address);
    close = () => client.close();
    const gateway = await createCallerSigner(world.suite.secretsDir, 'gateway');
    files = new Proxy(client.call, {
      get: (target, name) => async (request: never) => {
        const token = await gateway.mint({ kind: 'anonymous', client: 'test' }, 'attachments');
        return (Reflect.get(target, name) as (request: never, options: object) => Promise<unknown>)(request, { token });
      },
    });
    const file = [header, ...Array.from({ length: 40 }, (_, index) => line(index + 1))].join('\n');
    expect(await taken(registry, file)).toMatchObject({ created: 40 });
  });
  afterAll(async () => {
    close();
    await world.close();
  });

  const index = (lines: readonly string[], columns = 'bureau,kind,year,volume,page,acts,sha256') =>
    [columns, ...lines].join('\n');
  const entry = (page: number, acts: string) => `${bureau},birth,${year},1,${page},${acts},${digest(page)}`;

  async function indexed(on: Registry, text: string, more: object = {}) {
    const create = { ...register, ...more, kind: '', year: 0, bureauId: '', firstNumber: 0, format: 'csv' };
    const of = { ...create, content: 'pages', trial: false, idempotencyKey: '', ...more };
    const { import: made } = await on.imports('officer')('createRegisterImport', of);
    const id = made?.id ?? '';
    await on.imports('officer')('appendRegisterImport', { id, offset: 0, data: Buffer.from(text) });
    await begin(on, id);
    return id;
  }

  const put = (page: number, acts: number[], more: Partial<PutPageRequest> = {}) => ({
    ...register,
    volume: 2,
    page,
    acts,
    sha256: '',
    uploadId: '',
    uploadToken: '',
    ...more,
  });
  const pagesOf = async (id: string) => (await registry.pages('registrar')('listActPages', { actId: id })).pages;

  async function upload(bytes: Buffer) {
    const none = { token: '' };
    const { id, token } = await files.createUpload({ length: bytes.length, declaredType: '' }, none);
    await files.appendUpload({ id, offset: 0, data: bytes }, none);
    await files.finishUpload({ id }, none);
    return { uploadId: id, uploadToken: token };
  }

  const looks = (id: string, as: string) =>
    auditRows(world.mongo).countDocuments({ aggregateId: id, action: 'looked', 'facts.as': as });

  it('come as an index, whenever the process is killed; lines of acts that are not there are told and leave nothing', async () => {
    const pages = Array.from({ length: 600 }, (_, at) => at + 1);
    const bad = (page: number): boolean => page % 100 === 50;
    const text = index(pages.map((page) => entry(page, bad(page) ? '3 999' : `${(page % 40) + 1}`)));
    const doomed = await world.start({ FAILPOINTS: 'civil-registry.import.before-commit@2' });
    // Only one process works the file off: the first one waits for it.
    await registry.child.kill();
    const id = await indexed(doomed, text);
    await doomed.child.ended();
    registry = await world.start({ ATTACHMENTS_ADDRESS: address });
    expect(await done(registry, id)).toMatchObject({ content: 'pages', created: 594, unchanged: 0, refused: 6 });
    expect(told(await refusals(registry, id))).toEqual(pages.filter(bad).map((page) => `${page + 1} acts unknown`));
    expect(await pageRows(world.mongo).countDocuments({})).toBe(594);
    const events = await journalRows(world.mongo).find({ aggregateType: 'page' }).toArray();
    expect([events.length, new Set(events.map(({ aggregateId }) => aggregateId)).size]).toEqual([594, 594]);
    const [row] = await pageRows(world.mongo).find({}).limit(1).toArray();
    expect(row && (await verifyChain(world.mongo, row._id, row.auditHead))).toBeUndefined();
    expect((await pagesOf(actId(2))).map(({ page }) => page)).toEqual(
      pages.filter((one) => one % 40 === 1 && !bad(one)),
    );
  });

  it('again change nothing; lines add up; what contradicts is told', async () => {
    const lines = [entry(1, '2'), entry(1, '7'), entry(2, '3').replace(digest(2), digest(3)), 'x', entry(3, '12 bis')];
    const id = await indexed(registry, index(lines));
    expect(await done(registry, id)).toMatchObject({ created: 1, unchanged: 1, refused: 3 });
    expect(told(await refusals(registry, id))).toEqual(['4 sha256 differs', '5 line misshapen', '6 acts number']);
    expect((await pagesOf(actId(7)))[0]).toMatchObject({ page: 1, acts: [2, 7] });
  });

  it('are not written by a trial, nor by who has no part in the bureau', async () => {
    const before = await pageRows(world.mongo).countDocuments({});
    const id = await indexed(registry, index([entry(900, '1')]), { trial: true });
    expect(await done(registry, id)).toMatchObject({ created: 1 });
    const stranger = registry.pages('officer-casablanca');
    await expect(stranger('putPage', put(1, [1]))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(stranger('listActPages', { actId: actId(1) })).rejects.toMatchObject({ code: 'not-found' });
    const look = { actId: actId(1), volume: 1, page: 1 };
    await expect(stranger('openPageImage', look)).rejects.toMatchObject({ code: 'not-found' });
    expect(await pageRows(world.mongo).countDocuments({})).toBe(before);
  });

  it('get their scan once, which is seen beside each act of the page, each look on all their trails', async () => {
    const scan = await gpsJpeg();
    const sent = await upload(scan);
    const by = registry.pages('registrar');
    await by('putPage', put(1, [5, 6], { sha256: digestOf(scan) }));
    const missing = { actId: actId(5), volume: 2, page: 1 };
    await expect(by('openPageImage', missing)).rejects.toMatchObject({ code: 'not-found' });
    const { page } = await by('putPage', put(1, [5, 6], sent));
    expect(page?.image).toMatchObject({ sha256: digestOf(scan), mediaType: 'image/jpeg' });
    const { ticket, size } = await by('openPageImage', { actId: actId(6), volume: 2, page: 1 });
    const { data } = await files.readAttachment({ ticket, offset: 0, length: size }, { token: '' });
    expect(data.length).toBe(size);
    for (const trace of ['Exif', 'TelltaleCamera', 'GPS']) expect(data.includes(trace)).toBe(false);
    expect([await looks(actId(5), 'page-image'), await looks(actId(6), 'page-image')]).toEqual([1, 1]);
    expect(await looks(actId(7), 'page-image')).toBe(0);
    await until('it is bound', async () => (await boundTo(sent.uploadId)) === `civil-registry/${page?.id}`);
    // The same again changes nothing; another image, another page for the same upload are refused.
    expect((await by('putPage', put(1, [5, 6], sent))).page?.version).toBe(page?.version);
    const second = await upload(pdf());
    await expect(by('putPage', put(1, [5, 6], second))).rejects.toMatchObject({ code: 'command-not-allowed' });
    const act = await actRows(world.mongo).findOne({ _id: actId(6) });
    expect(act && (await verifyChain(world.mongo, act._id, act.auditHead))).toBeUndefined();
  });

  it('tell attachments alone which files they keep, so that none of them is thrown away', async () => {
    const row = await pageRows(world.mongo).findOne({ 'scan.id': { $gt: '' } });
    const ids = [row?.scan?.id ?? '', 'nobody’s'];
    const by = (service: string) => registry.holder({ kind: 'service', service })('listHeldFiles', { ids });
    expect((await by('attachments')).held).toEqual(ids.slice(0, 1));
    await expect(by('intake')).rejects.toMatchObject({ code: 'forbidden' });
    // Nobody but the registry is given a ticket to them, whatever proof is shown.
    const { _id = '', scan } = row ?? {};
    const opened = { holder: `civil-registry/${_id}`, file: { id: scan?.id ?? '', proof: scan?.proof ?? '' } };
    await expect(files.openHeldFile(opened, { token: '' })).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('refuse what is none of theirs, and name it', async () => {
    const by = registry.pages('registrar');
    const problem = (request: PutPageRequest) =>
      by('putPage', request).then(
        () => 'ok',
        (error: { fields?: readonly { path: string; code: string }[] }) =>
          error.fields?.map(({ path, code }) => `${path} ${code}`).join(),
      );
    const before = await pageRows(world.mongo).countDocuments({});
    const sound = await upload(wav());
    const picture = await upload(await gpsJpeg());
    expect(await problem(put(9, [1, 999]))).toBe('acts.1 unknown');
    expect(await problem(put(9, []))).toBe('acts required');
    expect(await problem(put(0, [1]))).toBe('page range');
    expect(await problem(put(9, [1], { sha256: 'abc' }))).toBe('sha256 format');
    expect(await problem(put(9, [1], sound))).toBe('image type');
    expect(await problem(put(9, [1], { ...picture, uploadToken: 'wrong' }))).toBe('image unknown');
    expect(await problem(put(9, [1], { ...picture, sha256: digest(1) }))).toBe('sha256 differs');
    expect(await problem(put(9, [1], { ...picture, volume: 3 }))).toBe('ok');
    expect(await pageRows(world.mongo).countDocuments({})).toBe(before + 1);
  });

  it('are listed in their order, page by page', async () => {
    const by = registry.pages('registrar');
    const first = await by('listRegisterPages', { ...register, cursor: '', limit: 200 });
    expect(first.pages.slice(0, 3).map(({ volume, page }) => [volume, page])).toEqual([
      [1, 1],
      [1, 2],
      [1, 3],
    ]);
    let [count, cursor] = [first.pages.length, first.nextCursor];
    while (cursor !== '') {
      const next = await by('listRegisterPages', { ...register, cursor, limit: 200 });
      count += next.pages.length;
      cursor = next.nextCursor;
    }
    expect(count).toBe(await pageRows(world.mongo).countDocuments({}));
  });
});
