export { type BenchOptions, flows, readOptions } from './options.ts';
