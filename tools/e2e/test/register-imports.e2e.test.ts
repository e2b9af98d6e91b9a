import { type Answer, type Call, call, tokenOf } from '@jamaa/e2e';
import { until } from '@jamaa/kit/testing';
import { describe, expect, it } from '@jest/globals';
import { expectProblem } from './support/problem.ts';

const bureau = '03.451.01.09-1';
const officer = 'civil-officer.sefrou';
/** Registers that no other run of this test has taken over. */
const firstYear = 1950 + Math.floor(Math.random() * 60);

const by = async (account: string, o: Call = {}): Promise<Call> => ({ ...o, token: await tokenOf(account) });
const post = async (account: string, path: string, body: object = {}): Promise<Answer> =>
  call('POST', path, await by(account, { body }));
const get = async (account: string, path: string): Promise<Answer> => call('GET', path, await by(account));

async function send(id: string, text: string, at = 0): Promise<Answer> {
  const headers = { 'content-type': 'application/offset+octet-stream', 'upload-offset': String(at) };
  return call('PATCH', `/v1/civil/register-imports/${id}/file`, await by(officer, { raw: text, headers }));
}

async function announced(body: object): Promise<string> {
  const made = await post(officer, '/v1/civil/register-imports', body);
  expect([made.status, made.body.detail]).toEqual([201, undefined]);
  return made.body.import.id;
}

const done = (id: string) =>
  until(
    'the import is done',
    async () => {
      const { body } = await get(officer, `/v1/civil/register-imports/${id}`);
      return body.import.state === 'done' ? body.import : undefined;
    },
    60_000,
  );

describe('old registers through the gateway', () => {
  const register = { bureauId: bureau, kind: 'birth', year: firstYear };
  const header =
    'number,registered_on,first_names_ar,first_names_latin,family_name_ar,family_name_latin,sex,birth_date';
  const line = (number: number, day = '01-02') =>
    `${number},${firstYear}-03-04,إدريس,DRISS,السوسي,SOUSSI,male,${firstYear}-${day}`;
  const file = [header, line(1), line(2, '02-30'), line(3)].join('\r\n');

  it('come in pieces, are reported line by line, and are acts', async () => {
    const id = await announced({ format: 'csv', register });
    const bytes = Buffer.from(file, 'utf8');
    expect((await send(id, header)).status).toBe(204);
    const wrongPlace = await send(id, 'x', 7);
    expectProblem(wrongPlace, 'command-not-allowed');
    await post(officer, `/v1/civil/register-imports/${id}/cancel`);
    const again = await announced({ format: 'csv', register });
    const sent = await send(again, file);
    expect([sent.status, sent.headers.get('upload-offset')]).toEqual([204, String(bytes.length)]);
    expect((await post(officer, `/v1/civil/register-imports/${again}/start`)).status).toBe(202);
    expect(await done(again)).toMatchObject({ created: 2, refused: 1, registers: 1, missing: 1 });
    const { body } = await get(officer, `/v1/civil/register-imports/${again}/problems`);
    expect(body.lines).toEqual([
      {
        line: 3,
        actId: `${bureau}:birth:${firstYear}:2`,
        problems: [
          { field: 'birth_date', code: 'impossible', message: expect.objectContaining({ fr: expect.any(String) }) },
        ],
      },
    ]);
    const registers = await get(officer, `/v1/civil/register-imports/${again}/registers`);
    expect(registers.body.registers).toMatchObject([{ year: firstYear, lastNumber: 3, gaps: [{ from: 2, to: 2 }] }]);
    const act = await get(officer, `/v1/civil/acts/${bureau}:birth:${firstYear}:3`);
    expect(act.body.act).toMatchObject({ imported: true, number: 3 });
    expect((await get('registrar.sefrou', `/v1/civil/register-imports/${again}`)).status).toBe(404);
  });

  it('exported elsewhere come back as they are', async () => {
    const exported = await get(officer, `/v1/civil/bureaux/${bureau}/registers/birth/${firstYear}/export.jsonl`);
    const id = await announced({ format: 'jsonl', trial: true });
    expect((await send(id, String(exported.body))).status).toBe(204);
    await post(officer, `/v1/civil/register-imports/${id}/start`);
    expect(await done(id)).toMatchObject({ created: 0, unchanged: 2, refused: 0 });
  });

  it('are refused as a whole for a register that is closed, or a table that is none', async () => {
    const closed = await post(officer, `/v1/civil/bureaux/${bureau}/registers/birth/${firstYear}/close`);
    expect(closed.status).toBe(200);
    expectProblem(
      await post(officer, '/v1/civil/register-imports', { format: 'csv', register }),

      'command-not-allowed',
    );
    const id = await announced({ format: 'csv' });
    await send(id, `${header}\n`);
    const started = await post(officer, `/v1/civil/register-imports/${id}/start`);
    expect(started.status).toBe(422);
    expect(started.body.errors[0]).toMatchObject({ path: 'file', code: 'required' });
  });

  it('are in the figures of their year: small ones for the staff of the place, withheld from everybody else', async () => {
    const path = `/v1/civil/statistics?territory=03.451&year=${firstYear}`;
    const { body } = await call('GET', path);
    expect(body).toMatchObject({ territory: '03.451', births: { imported: null, total: null } });
    expect(body.completeness[0]).toMatchObject({ territory: '03.451', source: expect.stringContaining('[?]') });
    const own = `/v1/civil/statistics?territory=03.451.01.09&year=${firstYear}`;
    expectProblem(await call('GET', own), 'forbidden');
    const staff = await get(officer, own);
    expect(staff.body.births).toMatchObject({ total: 2, imported: 2 });
    expect(staff.body.births.months[2]).toBe(2);
    expect(staff.body.bureaux).toMatchObject([{ bureauId: bureau, births: { total: 2 } }]);
    const bulletin = await call('GET', `/v1/civil/bulletins/${firstYear}/3`);
    expect(bulletin.body.lines.find((one: { territory: string }) => one.territory === '03')).toMatchObject({
      births: null,
    });
  });
});
