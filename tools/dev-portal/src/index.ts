export { startPortal } from './server.ts';
