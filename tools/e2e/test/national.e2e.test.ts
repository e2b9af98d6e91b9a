import { createServer } from 'node:net';
import { gateway, streetLight, tokenOf } from '@jamaa/e2e';
import { type Child, startChild, until } from '@jamaa/kit/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask, fileThrough, type NationalAddresses } from './support/national.ts';

const SEFROU = { longitude: -4.83, latitude: 33.83 };
const CASABLANCA = { longitude: -7.59, latitude: 33.57 };

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

let child: Child;
let at: NationalAddresses;
beforeAll(async () => {
  const [port, nobody] = [await freePort(), await freePort()];
  // One platform for Fès-Meknès; Casablanca-Settat is down.
  child = startChild('gateway/src/national/main.ts', {
    PORT: String(port),
    CELLS: `03=${gateway},06=http://127.0.0.1:${nobody}`,
    CELL_REST_MS: '1',
  });
  at = { national: `http://127.0.0.1:${port}`, cells: { '03': gateway } };
  await until('the national gateway answers', async () => {
    if (child.process.exitCode !== null) throw new Error(child.stderr());
    return fetch(`${at.national}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
  });
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
    await fileThrough(at, '03', SEFROU);
    const direct = await ask(`${gateway}/v1/complaints?limit=2`, headers);
    const list = await ask(`${at.national}/v1/complaints?limit=2`, headers);
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
