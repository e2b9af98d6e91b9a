export type { Express } from 'express';
export { createDouble, page, problem, read, serveDouble } from './app.ts';
export { KeptFile } from './kept-file.ts';
