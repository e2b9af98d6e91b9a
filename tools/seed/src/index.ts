export { type SeedOptions, seedData, seedRegisters } from './seed.ts';
