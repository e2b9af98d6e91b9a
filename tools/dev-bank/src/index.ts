export { startBank } from './server.ts';
