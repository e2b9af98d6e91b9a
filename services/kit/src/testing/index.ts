export { type Child, startChild } from './child.ts';
export { writeDevelopmentSecrets } from './development-secrets.ts';
export { tlsAuthority, writeTls } from './development-tls.ts';
export { createSuite, type Suite } from './environment.ts';
export { inherited } from './inherited.ts';
export { verifiedTrail } from './trail.ts';
export { trustCell } from './trust-cell.ts';
export { until } from './until.ts';
