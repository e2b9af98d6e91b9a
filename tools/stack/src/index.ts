export { callersFrom, cellServices, type Member, placeOfCell, placeOfHub } from './cells/places.ts';
export { type Cells, startCells } from './cells/start.ts';
export { databaseOf, type Ports, peersOf, portsFrom, type ServiceName, serviceNames } from './layout.ts';
export type { StackOptions } from './platform/options.ts';
export { brokerUsers, serviceNatsUser } from './platform/permissions.ts';
export { alone } from './platform/place.ts';
export {
  type DrillSettings,
  gatewayPlan,
  migrationPlan,
  type StackSettings,
  servicePlan,
  toolPlans,
} from './platform/plans.ts';
export { untilReady } from './platform/readiness.ts';
export { mongoUsers, type StackSecrets, stackSecrets } from './platform/secrets.ts';
export { type Stack, startServers, startStack } from './platform/stack.ts';
export { type ProcessPlan, runOnce, type Supervised, supervise } from './platform/supervisor.ts';
export { type EmbeddedServers, serversFolder, startEmbedded, startEmbeddedDatabase } from './servers/embedded.ts';
export { fetchServer, python, SetupError } from './servers/fetch.ts';
export { createUsers, shareOfMemory, startMongo } from './servers/mongo.ts';
export { authorization, startNats } from './servers/nats.ts';
export { pinnedMongo, pinnedNats } from './servers/pinned.ts';
export { freePort, isFree } from './servers/ports.ts';
export { type ServerProcess, startServer } from './servers/process.ts';
export { Room } from './servers/room.ts';
