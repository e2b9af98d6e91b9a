export { breakingArguments } from './contracts.ts';
export { openPlatform, type Platform } from './platform.ts';
export { readPrevious } from './previous.ts';
export { previousTree } from './tree.ts';
