export { startPost } from './server.ts';
