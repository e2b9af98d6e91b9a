export { type CodeLevel, isCollectivite, type ParsedCode, parseCode } from './codes.ts';
export type { BoundaryTopology, DatasetSource } from './dataset.ts';
export { TerritoryError, type TerritoryErrorCode } from './errors.ts';
export { loadTerritories } from './load.ts';
export { NEAREST_METRES } from './locate.ts';
export type {
  BoundingBox,
  Located,
  Position,
  Territory,
  TerritoryFeature,
  TerritoryIndex,
  TerritoryKind,
  TerritoryProperties,
} from './types.ts';
