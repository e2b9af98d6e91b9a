import { AppError, invalidField } from '@jamaa/kit';
import type { ReadDatasetRequest, ReadDatasetResponse } from '@jamaa/proto/gis/v1/gis';
import type { DatasetSource, TerritoryIndex } from '@jamaa/territory';

export type DatasetPart = keyof DatasetSource;

export interface Dataset {
  readonly version: string;
  readonly index: TerritoryIndex;
  /** The files as they are. */
  readonly parts: Readonly<Record<DatasetPart, Uint8Array>>;
}

/** One answer of ReadDataset: far below the 8 MB that a gRPC message may have. */
export const CHUNK_BYTES = 1024 * 1024;

/**
 * The chunk of a part that starts at an offset; `end` when nothing follows it.
 *
 * @throws AppError `version-conflict` when the reader holds bytes of another version
 * @throws AppError `validation-failed` naming `part` or `offset`
 */
export function chunkOf(dataset: Dataset, { part, offset, version }: ReadDatasetRequest): ReadDatasetResponse {
  if (!isPart(part)) throw invalidField('part', 'unknown', 'part must be territories or boundaries');
  if (version !== '' && version !== dataset.version) {
    throw new AppError('version-conflict', 'another version of the territory is in force', {
      fields: [{ path: 'version', code: 'other', message: `in force is ${dataset.version}` }],
    });
  }
  const bytes = dataset.parts[part];
  if (offset > bytes.length) {
    throw invalidField('offset', 'range', `offset must be at most ${bytes.length}, the length of ${part} in bytes`);
  }
  const until = Math.min(bytes.length, offset + CHUNK_BYTES);
  return {
    version: dataset.version,
    chunk: Buffer.from(bytes.subarray(offset, until)),
    totalBytes: bytes.length,
    end: until === bytes.length,
  };
}

const isPart = (part: string): part is DatasetPart => part === 'territories' || part === 'boundaries';
