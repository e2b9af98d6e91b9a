import { gateway, streetLight, tokenOf } from '@jamaa/e2e';
import { type Child, until } from '@jamaa/kit/testing';
import { freePort } from '@jamaa/stack';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask, fileThrough, type NationalAddresses, startNational } from './support/national.ts';

const SEFROU = { longitude: -4.83, latitude: 33.83 };
const CASABLANCA = { longitude: -7.59, latitude: 33.57 };

let child: Child;
let at: NationalAddresses;
beforeAll(async () => {
  // One platform for Fès-Meknès; Casablanca-Settat is down.
  const started = await startNational(`03=${gateway},06=http://127.0.0.1:${await freePort()}`);
  child = started.child;
  at = { national: started.url, cells: { '03': gateway } };
});
afterAll(() => child.kill());

describe('through the national gateway', () => {
  it('a complaint reaches the cell of its place, and is followed there', async () => {
    const { reference } = await fileThrough(at, '03', SEFROU);
    const headers = { authorization: `Bearer ${await tokenOf('technical.sefrou')}` };
    const list = await ask(`${at.national}/v1/complaints?organisation=commune:03.451.01.09`, headers);
    expect([list.status, list.cell]).toEqual([200, '03']);
    const own = await ask(`${at.national}/v1/complaints/${reference}`, headers);
    expect([own.status, own.body.reference]).toEqual([200, reference]);
    expect(own.body.allowedCommands.length).toBeGreaterThan(0);
  });
  it('a cell that is down is down for its own people: they are told which', async () => {
    const body = { ...streetLight, location: CASABLANCA };
    const refused = await ask(`${at.national}/v1/complaints`, { 'Accept-Language': 'fr' }, body);
    expect([refused.status, refused.body.code, refused.body.cells[0].code]).toEqual([503, 'cell-unavailable', '06']);
    expect(refused.body.detail).toContain('Casablanca');
    await fileThrough(at, '03', SEFROU);
  });
  it('a list of the nation names the cell that is missing from it, page by page', async () => {
    const headers = { authorization: `Bearer ${await tokenOf('technical.sefrou')}` };
    const filed: string[] = [];
    for (let one = 0; one < 3; one += 1) filed.push((await fileThrough(at, '03', SEFROU)).reference);
    const listed = (origin: string, limit: number) => ask(`${origin}/v1/complaints?limit=${limit}`, headers);
    await until('all are on the list of who handles them', async () => {
      const there = (await listed(gateway, 50)).body.complaints.map((one: { reference: string }) => one.reference);
      return filed.every((reference) => there.includes(reference));
    });
    const [direct, list] = [await listed(gateway, 2), await listed(at.national, 2)];
    expect([list.status, list.body.partial, list.body.missing]).toEqual([200, true, ['06']]);
    expect(list.body.complaints).toEqual(direct.body.complaints);
    const next = await ask(`${at.national}/v1/complaints?limit=2&cursor=${list.body.nextCursor}`, headers);
    expect([next.status, next.body.missing]).toEqual([200, ['06']]);
    const told = list.body.complaints.map(({ reference }: { reference: string }) => reference);
    for (const { reference } of next.body.complaints as { reference: string }[]) expect(told).not.toContain(reference);
  });
  it('what is wrong is told in the words of the API', async () => {
    const direct = await ask(`${gateway}/v1/complaints`, {}, { kind: 'x', commune: '03.451.01.09' });
    const told = await ask(`${at.national}/v1/complaints`, {}, { kind: 'x', commune: '03.451.01.09' });
    expect([told.status, told.body]).toEqual([422, direct.body]);
  });
});
