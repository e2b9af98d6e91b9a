import { type Call, call, file, gateway, streetLight, tokenOf, untilState } from '@jamaa/e2e';
import { until } from '@jamaa/kit/testing';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Upload } from 'tus-js-client';
import { gpsJpeg, hollowPng, mp4, pdf, program, wav, zip } from '../../../services/attachments/test/samples.ts';
import { killAndRecover, whileHung } from './crash/processes.ts';
import { begin, head, keptOf, patch, upload } from './support/uploads.ts';

/** A file's bytes and headers, by the tracking code or a token. */
async function get(path: string, o: Call = {}) {
  const headers = {
    ...(o.token === undefined ? {} : { authorization: `Bearer ${o.token}` }),
    ...(o.trackingCode === undefined ? {} : { 'tracking-code': o.trackingCode }),
    ...o.headers,
  };
  const response = await fetch(`${gateway}${path}`, { headers });
  return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
}

const filesOf = (reference: string): string => `/v1/complaints/${reference}/attachments`;

const untilBound = (reference: string, trackingCode: string, count = 1) =>
  until('its files are bound', async () => {
    const { body } = await call('GET', filesOf(reference), { trackingCode });
    return body.attachments?.length === count && body.attachments;
  });

describe('a photo that says where it was taken', () => {
  let filed: { reference: string; trackingCode: string };
  let photo: { id: string; token: string };
  let path: string;

  beforeAll(async () => {
    const taken = await gpsJpeg();
    expect(taken.toString('latin1')).toContain('TelltaleCamera');
    photo = await upload(taken);
    filed = await file({ attachments: [photo] });
    path = `${filesOf(filed.reference)}/${photo.id}`;
  });

  it('is told on the timeline of the case, by its id', async () => {
    const { body } = await call('GET', `/v1/complaints/${filed.reference}`, { trackingCode: filed.trackingCode });
    expect(body.attachments).toEqual([photo.id]);
    expect(body.timeline[0]).toMatchObject({ event: 'submitted', attachments: [photo.id] });
    expect(body.deposit).toEqual({ form: 'written', manner: 'individual', signatories: 1 });
  });

  it('is given back without the place, harmless to a browser, upright, with a thumbnail', async () => {
    const [listed] = await untilBound(filed.reference, filed.trackingCode);
    expect(listed).toMatchObject({ kind: 'photo', mediaType: 'image/jpeg', state: 'not-scanned', thumbnail: true });
    const { status, headers, bytes } = await get(path, { trackingCode: filed.trackingCode });
    expect([status, headers.get('content-type'), headers.get('x-content-type-options')]).toEqual([
      200,
      'image/jpeg',
      'nosniff',
    ]);
    expect(headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
    expect(headers.get('content-disposition')).toBe(`attachment; filename="${filed.reference}-1.jpg"`);
    expect(Number(headers.get('content-length'))).toBe(bytes.length);
    for (const trace of ['Exif', 'TelltaleCamera', 'GPS']) expect(bytes.includes(trace)).toBe(false);
    const small = await get(`${path}/thumbnail`, { trackingCode: filed.trackingCode });
    expect([small.status, small.headers.get('content-type')]).toEqual([200, 'image/webp']);
    expect(small.bytes.subarray(8, 12).toString()).toBe('WEBP');
  });

  it('is answered in ranges, and not again to who has it', async () => {
    const whole = await get(path, { trackingCode: filed.trackingCode });
    const ask = (headers: Record<string, string>) => get(path, { trackingCode: filed.trackingCode, headers });
    const part = await ask({ range: 'bytes=10-19' });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 10-19/${whole.bytes.length}`]);
    expect(part.bytes).toEqual(whole.bytes.subarray(10, 20));
    expect((await ask({ range: 'bytes=-5' })).bytes).toEqual(whole.bytes.subarray(-5));
    expect((await ask({ range: `bytes=${whole.bytes.length}-` })).status).toBe(416);
    expect((await ask({ 'if-none-match': whole.headers.get('etag') ?? '' })).status).toBe(304);
  });

  it('is not there for whoever may not see the case, and not under another case', async () => {
    const other = await file();
    const token = await tokenOf('clerk.sefrou');
    expect((await get(path)).status).toBe(404);
    expect((await get(path, { trackingCode: other.trackingCode })).status).toBe(404);
    expect((await get(`${filesOf(other.reference)}/${photo.id}`, { trackingCode: other.trackingCode })).status).toBe(
      404,
    );
    expect((await get(path, { token })).status).toBe(200);
    const secret = await file({ category: 'COR', attachments: [await upload(wav())] });
    const [listed] = await untilBound(secret.reference, secret.trackingCode);
    expect((await get(`${filesOf(secret.reference)}/${listed.id}`, { token })).status).toBe(404);
    expect((await call('GET', filesOf(secret.reference), { token })).status).toBe(404);
    expect((await call('GET', filesOf(secret.reference), { token: await tokenOf('igat') })).status).toBe(200);
  });

  it('belongs to one case: a second is refused, and so is a wrong token', async () => {
    await untilBound(filed.reference, filed.trackingCode);
    const again = await call('POST', `${filesOf(filed.reference)}`, {
      trackingCode: filed.trackingCode,
      body: { attachments: [photo] },
    });
    expect([again.status, again.body.errors[0]]).toEqual([
      422,
      expect.objectContaining({ path: 'attachments.0.id', code: 'twice' }),
    ]);
    const other = await file();
    const stolen = (attachments: object[]) =>
      call('POST', filesOf(other.reference), { trackingCode: other.trackingCode, body: { attachments } });
    expect((await stolen([photo])).body.errors).toEqual([
      expect.objectContaining({ path: 'attachments.0', code: 'taken' }),
    ]);
    expect((await stolen([{ ...photo, token: 'guess' }])).body.errors).toEqual([
      expect.objectContaining({ code: 'unknown' }),
    ]);
    expect(
      (await call('GET', `/v1/complaints/${other.reference}`, { trackingCode: other.trackingCode })).body.attachments,
    ).toBeUndefined();
  });
});

describe('a case that is open takes more', () => {
  it('from its complainant, its handler and the desk; from nobody else, and not once it is closed', async () => {
    const filed = await file();
    await untilState(filed, 'assigned');
    const add = async (o: Call) =>
      (await call('POST', filesOf(filed.reference), { ...o, body: { attachments: [await upload(pdf())] } })).status;
    expect(await add({ trackingCode: filed.trackingCode })).toBe(200);
    expect(await add({ token: await tokenOf('clerk.sefrou') })).toBe(200);
    expect(await add({ token: await tokenOf('gestionnaire.sefrou') })).toBe(403);
    expect(await add({})).toBe(404);
    const token = await tokenOf('technical.sefrou');
    expect(await add({ token })).toBe(403);
    await call('POST', `/v1/complaints/${filed.reference}/take`, { token, body: {} });
    expect(await add({ token })).toBe(200);
    await untilBound(filed.reference, filed.trackingCode, 3);
    const question = { text: 'أين؟' };
    await call('POST', `/v1/complaints/${filed.reference}/ask-complement`, { token, body: question });
    const given = await call('POST', `/v1/complaints/${filed.reference}/complement`, {
      trackingCode: filed.trackingCode,
      body: { text: 'هنا', attachments: [await upload(await gpsJpeg())] },
    });
    expect([given.status, given.body.attachments.length]).toEqual([200, 4]);
    await untilBound(filed.reference, filed.trackingCode, 4);
    await call('POST', `/v1/complaints/${filed.reference}/withdraw`, { trackingCode: filed.trackingCode, body: {} });
    expect(await add({ trackingCode: filed.trackingCode })).toBe(409);
  });
});

describe('the form of a deposit', () => {
  it('by sound comes with its sound; a picture does not stand for it', async () => {
    const sound = await upload(wav());
    const filed = await file({ form: 'audio', attachments: [sound] });
    const { body } = await call('GET', `/v1/complaints/${filed.reference}`, { trackingCode: filed.trackingCode });
    expect(body.deposit.form).toBe('audio');
    const problem = async (change: object) => {
      const answer = await call('POST', '/v1/complaints', { body: { ...streetLight, ...change } });
      return [answer.status, ...(answer.body.errors ?? []).map((one: { path: string }) => one.path)];
    };
    expect(await problem({ form: 'audio', attachments: [await upload(pdf())] })).toEqual([422, 'attachments']);
    expect(await problem({ form: 'video' })).toEqual([422, 'attachments']);
    expect(await problem({ form: 'oral' })).toEqual([422, 'form', 'readBack']);
    expect(await problem({ manner: 'collective' })).toEqual([422, 'signatories']);
  });
  it('told at the desk is read back, and brings the number and the scan of its paper', async () => {
    const token = await tokenOf('clerk.sefrou');
    const change = {
      channel: 'desk',
      form: 'oral',
      readBack: true,
      manner: 'collective',
      signatories: 12,
      paperNumber: '2026/118',
      complainant: { ...streetLight.complainant, identity: { type: 'cin', number: 'CD112233' } },
    };
    const filed = await file({ ...change, attachments: [await upload(pdf())] }, { token });
    const { body } = await call('GET', `/v1/complaints/${filed.reference}`, { token });
    expect(body.deposit).toEqual({
      form: 'oral',
      manner: 'collective',
      signatories: 12,
      readBack: true,
    });
    expect(body.paperNumber).toBe('2026/118');
    expect(body.attachments).toHaveLength(1);
  });
});

describe('what is not taken', () => {
  it.each<[string, () => Buffer | Promise<Buffer>, number, string]>([
    ['a program named photo.jpg', () => program, 415, 'type'],
    ['an archive', () => zip, 415, 'type'],
    ['a picture of forty thousand by forty thousand', () => hollowPng(40_000, 40_000), 422, 'too-many-pixels'],
    ['a PDF with something before it', () => Buffer.concat([Buffer.from('#!/bin/sh\n'), pdf()]), 415, 'type'],
    ['a PDF with something behind it', () => Buffer.concat([pdf(), zip]), 422, 'polyglot'],
    ['a PDF with a script', () => pdf('8 0 obj\n<< /S /JavaScript /JS (x) >>\nendobj\n'), 422, 'active-content'],
    ['half a photo', async () => (await gpsJpeg()).subarray(0, 1_500), 422, 'unreadable'],
  ])('%s: a problem that says why, and no file', async (_what, make, status, code) => {
    const bytes = await make();
    const metadata = `filename ${btoa('photo.jpg')},filetype ${btoa('image/jpeg')}`;
    const { id, token } = keptOf(await begin(bytes.length, { 'upload-metadata': metadata }));
    const answer = await patch(id, 0, bytes);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    const problem = (await answer.json()) as { status: number; errors: { code: string }[] };
    expect([problem.status, problem.errors[0]?.code]).toEqual([status, code]);
    expect((await head(id)).status).toBe(status);
    const filed = await call('POST', '/v1/complaints', {
      body: {
        kind: 'suggestion',
        category: 'ECL',
        description: 'x',
        commune: '03.451.01.09',
        attachments: [{ id, token }],
      },
    });
    expect([filed.status, filed.body.errors[0].code]).toEqual([422, 'refused']);
  });
  it.each<[string, () => Promise<Response>, number]>([
    ['no version of tus', () => begin(10, { 'tus-resumable': '0.2.2' }), 412],
    ['no length', () => begin(''), 422],
    ['a length of nothing', () => begin(0), 422],
    ['a length of words', () => begin('ten'), 422],
    ['more than any file may have', () => begin(100_000_001), 413],
    ['an upload that is not there', () => patch('none', 0, Buffer.alloc(1)), 404],
    ['another media type', () => patch('none', 0, Buffer.alloc(1), { 'content-type': 'image/jpeg' }), 415],
    ['no offset', () => patch('none', 0, Buffer.alloc(1), { 'upload-offset': '-1' }), 422],
  ])('%s', async (_what, ask, status) => expect((await ask()).status).toBe(status));
  it('bytes at another offset than where the upload stands', async () => {
    const { id } = keptOf(await begin(1_000));
    expect((await patch(id, 10, Buffer.alloc(10))).status).toBe(409);
    expect((await head(id)).headers.get('upload-offset')).toBe('0');
  });
});

describe('tus', () => {
  it('says what it speaks', async () => {
    const answer = await fetch(`${gateway}/v1/uploads`, { method: 'OPTIONS' });
    expect([answer.status, answer.headers.get('tus-version'), answer.headers.get('tus-extension')]).toEqual([
      204,
      '1.0.0',
      'creation,expiration',
    ]);
  });

  // Asked while nobody answers, this client begins a new upload: the last token it was told is that of the file.
  it('its own client goes on by itself when attachments is killed in the middle, and the file is whole', async () => {
    const bytes = mp4(6_000_000);
    const token: string[] = [];
    let killing: Promise<void> | undefined;
    const url = await new Promise<string>((resolve, reject) => {
      const sending = new Upload(bytes, {
        endpoint: `${gateway}/v1/uploads`,
        chunkSize: 1_000_000,
        retryDelays: [100, 500, 1_000, 2_000, 3_000, 5_000, 5_000, 5_000],
        metadata: { filename: 'حفرة.mp4', filetype: 'video/mp4' },
        onAfterResponse: (_request, response) => {
          const told = response.getHeader('Upload-Token');
          if (told !== undefined) token.push(told);
        },
        onChunkComplete: (_size, sent) => {
          if (sent >= 2_000_000) killing ??= killAndRecover('attachments');
        },
        onError: reject,
        onSuccess: () => resolve(sending.url ?? ''),
      });
      sending.start();
    });
    expect(killing).toBeDefined();
    await killing;
    const id = url.split('/').at(-1) ?? '';
    const filed = await file({ form: 'video', attachments: [{ id, token: token.at(-1) }] });
    await untilBound(filed.reference, filed.trackingCode);
    const back = await get(`${filesOf(filed.reference)}/${id}`, { trackingCode: filed.trackingCode });
    expect(back.bytes.equals(bytes)).toBe(true);
  });

  it('a connection that breaks in the middle keeps what came', async () => {
    const bytes = mp4(3_000_000);
    const { id } = keptOf(await begin(bytes.length));
    const cut = new AbortController();
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(bytes.subarray(0, 1_700_000)),
    });
    const sent = fetch(`${gateway}/v1/uploads/${id}`, {
      method: 'PATCH',
      headers: { 'tus-resumable': '1.0.0', 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' },
      body,
      duplex: 'half',
      signal: cut.signal,
    } as RequestInit).catch(() => undefined);
    await until('some of it came', async () => Number((await head(id)).headers.get('upload-offset')) >= 1_500_000);
    cut.abort();
    await sent;
    const offset = await until('the rest of it', async () => {
      const stands = Number((await head(id)).headers.get('upload-offset'));
      return stands === 1_700_000 && stands;
    });
    expect((await patch(id, offset, bytes.subarray(offset))).status).toBe(204);
  });
});

it('filing waits for no file: while attachments hangs a case is accepted, and its file is bound afterwards', async () => {
  const photo = await upload(await gpsJpeg());
  let filed = { reference: '', trackingCode: '' };
  await whileHung('attachments', async () => {
    filed = await file({ attachments: [photo] });
  });
  const [listed] = await untilBound(filed.reference, filed.trackingCode);
  expect(listed.id).toBe(photo.id);
});
