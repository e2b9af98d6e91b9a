import { type Answer, call, messagesWith, tokenOf } from '@jamaa/e2e';
import { until } from '@jamaa/kit/testing';
import { beforeAll, expect, it } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { expectProblem } from './support/problem.ts';

const sefrou = 'commune:03.451.01.09';
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const header =
  'المرجع القديم,النوع,Catégorie,Date de réception,الحالة,المصلحة,Description,الاسم الكامل,الهاتف,الجواب,تاريخ الجواب';
/** Numbers of this run's register. */
const run = `${Date.now()}`;
let gestionnaire: string;
let member: string;
beforeAll(async () => {
  gestionnaire = await tokenOf('gestionnaire.sefrou');
  member = await tokenOf('technical.sefrou');
});

const bring = (raw: string | Uint8Array, o: { type?: string; query?: string; token?: string } = {}): Promise<Answer> =>
  call('POST', `/v1/imports?organisation=${sefrou}${o.query ?? ''}`, {
    raw,
    token: o.token ?? gestionnaire,
    headers: { 'content-type': o.type ?? 'text/csv' },
  });
const untilDone = (id: string) =>
  until(
    'import done',
    async () => {
      const { body } = await call('GET', `/v1/imports/${id}`, { token: gestionnaire });
      return body.state === 'done' && body;
    },
    60_000,
  );
const byOld = (reference: string, token: string) =>
  call('GET', `/v1/complaints/by-old-reference?source=${sefrou}&reference=${encodeURIComponent(reference)}`, { token });

it('a register is taken over: cases found by their old numbers, clocks from the original receipt, not a word to anybody', async () => {
  const lines = [
    `${run}/1,شكاية,ECL,05/01/2026,en cours,technical,مصباح معطل,أمينة ${run},0612345678,,`,
    `${run}/2,réclamation,VOI,2026-01-06,clôturée,,حفرة,Ali,0612345679,تم الإصلاح,2026-01-20`,
    `${run}/3,شكاية,ECL,في الغد,en cours,,x,,,,`,
  ];
  const started = await bring([header, ...lines].join('\r\n'));
  expect(started).toMatchObject({ status: 202, body: { total: 3, trial: false } });
  expect(started.headers.get('location')).toBe(`/v1/imports/${started.body.id}`);
  expect(await untilDone(started.body.id)).toMatchObject({ created: 2, refused: 1, unchanged: 0, percent: 100 });

  const report = await call('GET', `/v1/imports/${started.body.id}/lines?outcome=refused`, { token: gestionnaire });
  expect(report.body.lines).toEqual([
    {
      line: 4,
      oldReference: `${run}/3`,
      outcome: 'refused',
      problems: [
        {
          field: 'received',
          code: 'day',
          message: { ar: 'تاريخ غير صحيح، مثال: 2026-01-31', fr: 'date incorrecte, exemple : 2026-01-31' },
        },
      ],
    },
  ]);
  const paged = await call('GET', `/v1/imports/${started.body.id}/lines?limit=2`, { token: gestionnaire });
  const rest = await call('GET', `/v1/imports/${started.body.id}/lines?limit=2&cursor=${paged.body.nextCursor}`, {
    token: gestionnaire,
  });
  expect([...paged.body.lines, ...rest.body.lines].map((one) => one.line)).toEqual([2, 3, 4]);
  expect(rest.body.nextCursor).toBeUndefined();

  const running = await byOld(`${run}/1`, member);
  expect(running).toMatchObject({
    status: 200,
    body: {
      status: 'assigned',
      receivedAt: '2026-01-05T12:00:00.000Z',
      imported: { from: sefrou, oldReference: `${run}/1` },
      responsible: { unit: { id: 'technical' } },
    },
  });
  expect(running.body.timeline[0]).toMatchObject({ event: 'imported', message: expect.stringContaining(`${run}/1`) });
  expect((await byOld(`${run}/1`, await tokenOf('citizen.amina'))).status).toBe(404);
  const { body: found } = await call('GET', `/v1/complaints?search=${run}/1`, { token: member });
  expect(found.complaints.map((one: { reference: string }) => one.reference)).toEqual([running.body.reference]);

  const clocks = await until('its clocks', async () => {
    const answer = await call('GET', `/v1/complaints/${running.body.reference}/clocks`, { token: member });
    return answer.status === 200 && answer.body.clocks.length > 0 && answer.body.clocks;
  });
  const legal = clocks.find((one: { kind: string }) => one.kind === 'legal');
  expect(legal).toMatchObject({ state: 'breached', dueAt: '2026-03-07T00:00:00.000Z' });
  const closed = (await byOld(`${run}/2`, gestionnaire)).body;
  expect(closed).toMatchObject({ status: 'closed', answer: 'تم الإصلاح' });

  // What happens from now on is told: the answer to a citizen who was told nothing of the import.
  await call('POST', `/v1/complaints/${running.body.reference}/take`, { token: member, body: {} });
  await call('POST', `/v1/complaints/${running.body.reference}/propose-answer`, {
    token: member,
    body: { text: 'تم' },
  });
  await call('POST', `/v1/complaints/${running.body.reference}/approve`, {
    token: await tokenOf('validator.sefrou'),
    body: {},
  });
  await until('the answer is sent', async () => (await messagesWith(running.body.reference)).length > 0);
  expect((await messagesWith(running.body.reference)).every((one) => one.to.includes('+212612345678'))).toBe(true);
  expect(await messagesWith(closed.reference)).toEqual([]);
});

it('the same file again changes nothing; a trial writes nothing', async () => {
  const file = `${header}\n${run}/7,شكاية,ECL,2026-01-05,en cours,technical,a,,,,`;
  const trial = await bring(file, { query: '&trial=true' });
  expect(await untilDone(trial.body.id)).toMatchObject({ created: 1 });
  expect((await byOld(`${run}/7`, gestionnaire)).status).toBe(404);
  await untilDone((await bring(file)).body.id);
  expect(await untilDone((await bring(file)).body.id)).toMatchObject({ created: 0, unchanged: 1 });
});

it('the template is a file that is understood', async () => {
  const { status, body, headers } = await call('GET', '/v1/imports/template.csv');
  expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
  expect(body).toContain('المرجع القديم / Ancienne référence');
  expect(await untilDone((await bring(body, { query: '&trial=true' })).body.id)).toMatchObject({
    created: 1,
    refused: 0,
  });
});

it.each<[string, () => Promise<Answer>, Parameters<typeof expectProblem>[1], string[]]>([
  ['no UTF-8', () => bring(Uint8Array.of(0xff, 0xfe)), 'validation-failed', ['file']],
  ['an empty file', () => bring(''), 'validation-failed', ['file']],
  ['columns missing', () => bring('reference\n1'), 'validation-failed', ['file']],
  ['too many lines', () => bring(`${header}\n${'1,2\n'.repeat(50_001)}`), 'payload-too-large', []],
  ['too many bytes', () => bring(new Uint8Array(20 * 1024 ** 2 + 1)), 'payload-too-large', []],
  ['a PDF', () => bring('x', { type: 'application/pdf' }), 'unsupported-media-type', []],
  ['a spreadsheet that is none', () => bring('x', { type: xlsx }), 'validation-failed', ['file']],
  [
    'a spreadsheet made to burst',
    () =>
      bring(zipSync({ 'xl/sharedStrings.xml': new Uint8Array(200 * 1024 ** 2), 'a.xml': strToU8('<a/>') }), {
        type: xlsx,
      }),
    'payload-too-large',
    [],
  ],
  ['another body’s register', async () => bring(header, { token: await tokenOf('clerk.sefrou') }), 'forbidden', []],
])('%s is a problem at once', async (_what, send, code, fields) => {
  expectProblem(await send(), code, fields);
});
