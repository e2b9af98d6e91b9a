import type { ReadDatasetRequest, ReadDatasetResponse } from '@jamaa/proto/gis/v1/gis';
import { loadTerritories, type TerritoryIndex } from '@jamaa/territory';
import type { Part, PartBytes } from './rows.ts';

/** What a copy needs of gis: a `peer(platform, GisServiceClient, 'gis', address)` is one. */
export interface GisPeer {
  call(method: 'readDataset', request: ReadDatasetRequest): Promise<ReadDatasetResponse>;
}

export interface Downloaded {
  readonly index: TerritoryIndex;
  readonly parts: PartBytes;
}

/**
 * Reads the data set from gis and proves it: its content must hash to the version that gis named. `version` asks for that one
 * only; empty takes what is in force.
 *
 * @throws AppError `version-conflict` when gis has another version, or changes it between two chunks
 * @throws TerritoryError `malformed-dataset`
 */
export async function download(gis: GisPeer, version: string, signal: AbortSignal): Promise<Downloaded> {
  let inForce = version;
  const read = async (part: Part): Promise<Uint8Array> => {
    const chunks: Uint8Array[] = [];
    for (let offset = 0; ; ) {
      signal.throwIfAborted();
      const answer = await gis.call('readDataset', { part, offset, version: inForce });
      inForce = answer.version;
      chunks.push(answer.chunk);
      offset += answer.chunk.length;
      if (answer.end) return Buffer.concat(chunks);
      if (answer.chunk.length === 0) throw new Error(`gis ended ${part} at byte ${offset} of ${answer.totalBytes}`);
    }
  };
  const parts = { territories: await read('territories'), boundaries: await read('boundaries') };
  const index = loadTerritories(parts);
  if (index.version !== inForce) throw new Error(`the bytes read are not version ${inForce} of the territory`);
  return { index, parts };
}
