export { type SeedOptions, seedData } from './seed.ts';
