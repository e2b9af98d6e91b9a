export { type BuiltDataset, buildDataset, encodeDataset } from './build.ts';
export { type Census, type CensusTerritory, readCensus } from './census.ts';
export { type BuildOptions, buildFiles } from './files.ts';
export { correctLatitude } from './latitude.ts';
export { readOfficial } from './official.ts';
export type { BoundaryPart } from './part.ts';
