export { type Child, startChild } from './child.ts';
export { trustCells, writeDevelopmentSecrets } from './development-secrets.ts';
export { tlsAuthority, writeTls } from './development-tls.ts';
export { createSuite, type Suite } from './environment.ts';
export { inherited } from './inherited.ts';
export { verifiedTrail } from './trail.ts';
export { until } from './until.ts';
