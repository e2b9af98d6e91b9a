export { territoryCopyIndexes } from './rows.ts';
export { createTerritoryCopy, type TerritoryCopy } from './territory-copy.ts';
