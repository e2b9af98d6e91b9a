import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Caller, createCallerSigner, createRpcClient, migrate, readConfig } from '@jamaa/kit';
import { createSuite } from '@jamaa/kit/testing';
import { GisServiceClient } from '@jamaa/proto/gis/v1/gis';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { config } from '../src/config.ts';
import { createContext, type GisContext } from '../src/context.ts';
import { plan } from '../src/plan.ts';
import { DATA } from './small-set.ts';

/** The committed data set behind real gRPC. */
describe('GisService', () => {
  let gis: GisContext;
  let token: string;
  let tokenOf: (caller: Caller) => Promise<string>;
  const client = () => createRpcClient(GisServiceClient, `127.0.0.1:${gis.served.rpcPort}`);
  let rpc: ReturnType<typeof client>;

  beforeAll(async () => {
    const suite = await createSuite();
    const env = readConfig(config, suite.variables('gis'));
    await migrate(plan, env);
    gis = await createContext(env);
    const gateway = await createCallerSigner(suite.secretsDir, 'gateway');
    tokenOf = (caller) => gateway.mint(caller, 'gis');
    token = await tokenOf({ kind: 'anonymous', client: 'test' });
    rpc = client();
  });
  afterAll(async () => {
    rpc.close();
    await gis.platform.mongo.dropDatabase();
    await gis.platform.close();
  });

  const get = (code: string, boundary = false) => rpc.call.getTerritory({ code, boundary }, { token });
  const list = async (parent: string) => (await rpc.call.listTerritories({ parent }, { token })).territories;
  const locate = (longitude: number, latitude: number) => rpc.call.locate({ longitude, latitude }, { token });
  const read = (request: { part: string; offset?: number; version?: string }) =>
    rpc.call.readDataset({ offset: 0, version: '', ...request }, { token });

  describe('GetTerritory', () => {
    it('gives a commune with its names, codes and ancestors, without its boundary', async () => {
      const { territory, ancestors, version } = await get('03.451.01.09');
      expect(territory).toMatchObject({
        code: '03.451.01.09',
        kind: 'commune',
        parent: '03.451',
        name: { ar: 'صفرو', fr: 'Sefrou' },
        codes2014: ['03.451.01.09'],
        urban: true,
        children: 0,
        boundary: '',
      });
      expect(territory?.bbox).toHaveLength(4);
      expect(ancestors.map((one) => [one.code, one.kind])).toEqual([
        ['03.451', 'province'],
        ['03', 'region'],
      ]);
      expect(version).toBe(gis.version);
    });

    it.each(['03.451.01.09', '03.451', '03'])(
      'gives the boundary of %s as a GeoJSON geometry on request',
      async (code) => {
        const { territory } = await get(code, true);
        const geometry = JSON.parse(territory?.boundary ?? '') as { type: string; coordinates: never[] };
        expect(['Polygon', 'MultiPolygon']).toContain(geometry.type);
        const numbers = geometry.coordinates.flat(4) as number[];
        const [west = 0, , , north = 0] = territory?.bbox ?? [];
        expect(Math.min(...numbers.filter((_, index) => index % 2 === 0))).toBeCloseTo(west, 4);
        expect(Math.max(...numbers.filter((_, index) => index % 2 === 1))).toBeCloseTo(north, 4);
      },
    );

    it("names the préfecture d'arrondissements of an arrondissement of Casablanca", async () => {
      expect((await get('06.141.01.01')).territory).toMatchObject({
        kind: 'arrondissement',
        supervision: '06.141.01.00',
      });
    });

    it('answers not-found for a code nobody bears, and names the field', async () => {
      await expect(get('99.999')).rejects.toMatchObject({
        code: 'not-found',
        fields: [{ path: 'code', code: 'unknown' }],
      });
      await expect(get('')).rejects.toMatchObject({ code: 'validation-failed', fields: [{ path: 'code' }] });
    });
  });

  describe('ListTerritories', () => {
    it('lists the régions for an empty parent', async () => {
      const regions = await list('');
      expect(regions.map((one) => one.kind)).toEqual(Array(12).fill('region'));
      expect(regions[0]).toMatchObject({ code: '01', parent: '' });
    });

    it('lists what lies directly below, as many as `children` says', async () => {
      const sefrou = await list('03.451');
      expect(sefrou.every((one) => one.parent === '03.451')).toBe(true);
      expect(new Set(sefrou.map((one) => one.kind))).toEqual(new Set(['commune', 'cercle']));
      expect((await get('03.451')).territory?.children).toBe(sefrou.length);
      expect(await list('03.451.01.09')).toEqual([]);
    });

    it('answers not-found for an unknown parent', async () => {
      await expect(list('nowhere')).rejects.toMatchObject({ code: 'not-found', fields: [{ path: 'parent' }] });
    });
  });

  describe('Locate', () => {
    it('finds a rural commune with its cercle, province and région', async () => {
      const cercle = (await list('03.451')).find((one) => one.kind === 'cercle');
      const [commune] = await list(cercle?.code ?? '');
      const found = await locate(commune?.longitude ?? 0, commune?.latitude ?? 0);
      expect(found).toMatchObject({ commune: { code: commune?.code }, arrondissement: undefined, distanceMetres: 0 });
      expect(found.ancestors.map((one) => one.code)).toEqual([cercle?.code, '03.451', '03']);
    });

    it('finds the arrondissement in a city that has them', async () => {
      const { territory: anfa } = await get('06.141.01.01');
      const found = await locate(anfa?.longitude ?? 0, anfa?.latitude ?? 0);
      expect(found).toMatchObject({ commune: { code: '06.141.01.0' }, arrondissement: { code: '06.141.01.01' } });
    });

    it('refuses a point outside, and says so when swapped coordinates would lie inside', async () => {
      const paths = (code: string) => ['longitude', 'latitude'].map((path) => expect.objectContaining({ path, code }));
      await expect(locate(2.35, 48.85)).rejects.toMatchObject({ code: 'outside-territory', fields: paths('outside') });
      await expect(locate(33.83, -4.83)).rejects.toMatchObject({
        code: 'outside-territory',
        fields: paths('swapped'),
        message: expect.stringContaining('swapped'),
      });
    });

    it.each([
      ['longitude', Number.NaN, 33],
      ['longitude', 180.5, 33],
      ['latitude', -4, Number.POSITIVE_INFINITY],
      ['latitude', -4, -90.1],
    ])('refuses a %s that is none: %p, %p', async (path, longitude, latitude) => {
      await expect(locate(longitude, latitude)).rejects.toMatchObject({
        code: 'validation-failed',
        fields: [{ path }],
      });
    });
  });

  describe('ReadDataset', () => {
    it.each(['territories', 'boundaries'])('gives the bytes of %s in chunks of at most 1 MB', async (part) => {
      const chunks: Uint8Array[] = [];
      for (let offset = 0, version = ''; ; ) {
        const answer = await read({ part, offset, version });
        version = answer.version;
        chunks.push(answer.chunk);
        offset += answer.chunk.length;
        expect(answer.chunk.length).toBeLessThanOrEqual(1024 * 1024);
        if (answer.end) break;
      }
      const file = await readFile(join(DATA, part === 'territories' ? 'territories.json' : 'boundaries.topojson'));
      expect(Buffer.concat(chunks).equals(file)).toBe(true);
    });

    it('refuses another version, another part, an offset past the end', async () => {
      const { version, totalBytes } = await read({ part: 'territories' });
      await expect(read({ part: 'territories', version: 'f00' })).rejects.toMatchObject({ code: 'version-conflict' });
      await expect(read({ part: 'roads' })).rejects.toMatchObject({ fields: [{ path: 'part' }] });
      expect(await read({ part: 'territories', offset: totalBytes, version })).toMatchObject({ end: true });
      await expect(read({ part: 'territories', offset: totalBytes + 1 })).rejects.toMatchObject({
        code: 'validation-failed',
        fields: [{ path: 'offset' }],
      });
    });
  });

  it('is open to every kind of caller, but not to one without a token', async () => {
    const account: Caller = { kind: 'account', subject: 's', client: 'test', acr: 'simple' };
    const answers = [
      await tokenOf(account),
      await gis.platform.signer.mint({ kind: 'service', service: 'gis' }, 'gis'),
    ];
    for (const other of answers) {
      expect((await rpc.call.listTerritories({ parent: '' }, { token: other })).territories).toHaveLength(12);
    }
    await expect(rpc.call.listTerritories({ parent: '' }, { token: 'none' })).rejects.toMatchObject({
      code: 'unauthenticated',
    });
  });
});
