import { createHash } from 'node:crypto';
import type { ReadDatasetRequest, ReadDatasetResponse } from '@jamaa/proto/gis/v1/gis';
import { describe, expect, it } from '@jest/globals';
import { AppError } from '../errors/app-error.ts';
import { download } from './download.ts';

const common = { name: { ar: 'جهة', fr: 'Région' }, population: 1, point: [0, 0], bbox: [0, 0, 1, 1] };
const layer = { type: 'GeometryCollection', geometries: [] };
const region = (population: number) => ({
  territories: { schema: 1, territories: [{ code: '01', kind: 'region', parent: null, ...common, population }] },
  boundaries: { type: 'Topology', objects: { communes: layer, arrondissements: layer }, arcs: [] },
});
type Set = ReturnType<typeof region>;

const versionOf = ({ territories, boundaries }: Set): string =>
  createHash('sha256')
    .update(`${JSON.stringify(territories)}\n${JSON.stringify(boundaries)}`)
    .digest('hex');

/** Answers as gis does, 100 bytes a chunk, with the set in force at each call. */
const server = (inForce: (call: number) => Set, version = versionOf) => {
  let calls = 0;
  return {
    async call(_method: 'readDataset', request: ReadDatasetRequest): Promise<ReadDatasetResponse> {
      const set = inForce(calls++);
      if (request.version !== '' && request.version !== version(set)) throw new AppError('version-conflict', 'other');
      const bytes = Buffer.from(JSON.stringify(set[request.part as keyof Set]));
      const until = Math.min(bytes.length, request.offset + 100);
      const chunk = bytes.subarray(request.offset, until);
      return { version: version(set), chunk, totalBytes: bytes.length, end: until === bytes.length };
    },
  };
};
const signal = new AbortController().signal;

describe('download', () => {
  it('joins the chunks of both parts', async () => {
    const { index, parts } = await download(
      server(() => region(7)),
      '',
      signal,
    );
    expect(index.version).toBe(versionOf(region(7)));
    expect(JSON.parse(Buffer.from(parts.territories).toString())).toEqual(region(7).territories);
  });

  it('gives up when the version changes between two chunks', async () => {
    const changing = server((call) => region(call < 1 ? 1 : 2));
    await expect(download(changing, '', signal)).rejects.toMatchObject({ code: 'version-conflict' });
  });

  it('takes only the version that is asked for', async () => {
    const asked = versionOf(region(2));
    await expect(
      download(
        server(() => region(1)),
        asked,
        signal,
      ),
    ).rejects.toMatchObject({ code: 'version-conflict' });
    const { index } = await download(
      server(() => region(2)),
      asked,
      signal,
    );
    expect(index.version).toBe(asked);
  });

  it('refuses bytes that are not the version they are called', async () => {
    const lying = server(
      () => region(1),
      () => 'f00',
    );
    await expect(download(lying, '', signal)).rejects.toThrow('not version f00');
  });
});
