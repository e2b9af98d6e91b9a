import { whenInterrupted } from './jest.interrupted.mjs';

/** Starts the embedded servers once for all suites, unless the environment names others. */
export default async function setup() {
  if (process.env.MONGODB_URI && process.env.NATS_URL) return;
  const { startEmbedded } = await import('./tools/stack/src/servers/embedded.ts');
  whenInterrupted(() => globalThis.__JAMAA_SERVERS__);
  const servers = await startEmbedded((line) => process.stderr.write(`${line}\n`));
  process.env.MONGODB_URI ??= servers.mongodbUri;
  process.env.NATS_URL ??= servers.natsUrl;
  globalThis.__JAMAA_SERVERS__ = servers;
}
