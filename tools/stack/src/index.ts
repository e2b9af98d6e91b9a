export { portsFrom, serviceNames } from './layout.ts';
export { type Stack, startStack } from './platform/stack.ts';
export { type EmbeddedServers, serversFolder, startEmbedded } from './servers/embedded.ts';
export { fetchServer, SetupError } from './servers/fetch.ts';
export { startMongo } from './servers/mongo.ts';
export { startNats } from './servers/nats.ts';
export { pinnedMongo, pinnedNats } from './servers/pinned.ts';
export { freePort, isFree } from './servers/ports.ts';
