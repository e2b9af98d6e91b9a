import { createHash } from 'node:crypto';
import { type Answer, type Call, call, gateway, tokenOf } from '@jamaa/e2e';
import { until } from '@jamaa/kit/testing';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { gpsJpeg, zip } from '../../../services/attachments/test/samples.ts';
import { expectProblem } from './support/problem.ts';
import { begin, keptOf, patch, upload } from './support/uploads.ts';

const bureau = '03.451.01.09-1';
const officer = 'civil-officer.sefrou';
/** A register that no other run of this test has taken over. */
const year = 1930 + Math.floor(Math.random() * 20);
const register = { bureauId: bureau, kind: 'birth', year };
const pages = `/v1/civil/bureaux/${bureau}/registers/birth/${year}/pages`;
const act = (number: number): string => `/v1/civil/acts/${bureau}:birth:${year}:${number}`;

const as = async (account: string, method: string, path: string, o: Call = {}): Promise<Answer> =>
  call(method, path, { ...o, token: await tokenOf(account) });

/** A file of old acts, or of an index of pages; its import at its end. */
async function taken(file: string, content?: 'pages') {
  const body = { format: 'csv', register, ...(content === undefined ? {} : { content }) };
  const made = await as(officer, 'POST', '/v1/civil/register-imports', { body });
  expect([made.status, made.body.detail]).toEqual([201, undefined]);
  const path = `/v1/civil/register-imports/${made.body.import.id}`;
  const headers = { 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' };
  expect((await as(officer, 'PATCH', `${path}/file`, { raw: file, headers })).status).toBe(204);
  expect((await as(officer, 'POST', `${path}/start`)).body.detail).toBeUndefined();
  const found = () => as(officer, 'GET', path).then(({ body: { import: one } }) => one.state === 'done' && one);
  const done = await until('the import is done', found, 60_000);
  const { body: problems } = await as(officer, 'GET', `${path}/problems`);
  return { done, problems: problems.lines };
}

describe('scanned pages of an old register', () => {
  let scan: Buffer;
  beforeAll(async () => {
    scan = await gpsJpeg();
    const line = (number: number) => `${number},${year}-03-04,إدريس,السوسي,male,${year}-01-0${number}`;
    const columns = 'number,registered_on,first_names_ar,family_name_ar,sex,birth_date';
    expect((await taken([columns, line(1), line(2), line(3)].join('\n'))).done).toMatchObject({ created: 3 });
  });

  it('are indexed by a file; an act that is not there is told by line and leaves nothing', async () => {
    const digest = createHash('sha256').update(scan).digest('hex');
    const file = ['volume,page,acts,sha256', `1,1,1 2,${digest}`, `1,2,2 9,${digest}`, `1,3,3,short`].join('\n');
    const { done, problems } = await taken(file, 'pages');
    expect(done).toMatchObject({ content: 'pages', created: 1, refused: 2 });
    const words = { ar: expect.any(String), fr: expect.any(String) };
    expect(problems).toEqual([
      { line: 3, problems: [{ field: 'acts', code: 'unknown', message: words }] },
      { line: 4, problems: [{ field: 'sha256', code: 'format', message: words }] },
    ]);
    const { body } = await as('registrar.sefrou', 'GET', pages);
    expect(body.pages).toEqual([
      {
        id: `${bureau}:birth:${year}/001/0001`,
        ...register,
        volume: 1,
        page: 1,
        acts: [1, 2],
        sha256: digest,
        version: 1,
      },
    ]);
  });

  it('get their scan by a resumable upload; the registrar sees it beside the act, a stranger nothing', async () => {
    const image = await upload(scan);
    const body = { acts: [1, 2], image };
    const put = await as('registrar.sefrou', 'PUT', `${pages}/1/1`, { body });
    expect([put.status, put.body.detail]).toEqual([200, undefined]);
    expect(put.body.page.image).toMatchObject({ mediaType: 'image/jpeg' });
    const listed = await as('registrar.sefrou', 'GET', `${act(2)}/pages`);
    expect(listed.body.pages).toMatchObject([{ volume: 1, page: 1, acts: [1, 2], image: { mediaType: 'image/jpeg' } }]);
    const path = `${act(2)}/pages/1/1/image`;
    const seen = await fetch(`${gateway}${path}`, {
      headers: { authorization: `Bearer ${await tokenOf('registrar.sefrou')}` },
    });
    const bytes = Buffer.from(await seen.arrayBuffer());
    expect([seen.status, seen.headers.get('content-type'), seen.headers.get('cache-control')]).toEqual([
      200,
      'image/jpeg',
      expect.stringContaining('no-store'),
    ]);
    expect(bytes.includes('GPS')).toBe(false);
    expect(bytes.length).toBe(listed.body.pages[0].image.size);
    for (const stranger of ['clerk.sefrou', 'citizen.amina']) {
      expectProblem(await as(stranger, 'GET', path), 'not-found');
      expectProblem(await as(stranger, 'GET', `${act(2)}/pages`), 'not-found');
      expectProblem(await as(stranger, 'GET', pages), 'forbidden');
    }
    expect((await call('GET', path)).status).toBe(401);
    // Only who keeps it opens it: the upload itself is nobody's any more.
    expectProblem(await as('registrar.sefrou', 'GET', `${act(3)}/pages/1/1/image`), 'not-found');
  });

  it('are refused with an act, an upload or a page that is none', async () => {
    const put = (body: object, page = 7) => as('registrar.sefrou', 'PUT', `${pages}/1/${page}`, { body });
    const refusedAct = await put({ acts: [2, 99] });
    expectProblem(refusedAct, 'validation-failed');
    expect(refusedAct.body.errors).toMatchObject([{ path: 'acts.1', code: 'unknown' }]);
    const wrongToken = await put({ acts: [2], image: { ...(await upload(scan)), token: 'wrong' } });
    expect(wrongToken.body.errors).toMatchObject([{ path: 'image', code: 'unknown' }]);
    expect((await put({ acts: [] })).status).toBe(422);
    expect((await put({ acts: [2] }, 10_000)).status).toBe(422);
    const archive = keptOf(await begin(zip.length));
    expect((await patch(archive.id, 0, zip)).status).toBe(415);
    expect((await as('registrar.sefrou', 'GET', pages)).body.pages).toHaveLength(1);
  });
});
