import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Ports, portsFrom, serviceNames, startStack } from '@jamaa/stack';
import { ports as shared } from '../support/platform.ts';

export interface OwnPlatform {
  readonly origin: string;
  readonly issuer: string;
  readonly ports: Ports;
  stop(): Promise<void>;
}

/**
 * A platform for this suite alone, always on embedded servers: random requests of an administrator change accounts and rules, and
 * no other suite should find them changed. Its ports follow those of the shared one.
 */
export async function startOwnPlatform(): Promise<OwnPlatform> {
  const port = shared.gateway + 50;
  const data = await mkdtemp(join(tmpdir(), 'jamaa-conformance-'));
  const options = { help: false, fresh: false, port, data, only: serviceNames, logLevel: 'warn', quotaScale: '1000' };
  const stack = await startStack(options, {}, (line) => process.stderr.write(`conformance: ${line}\n`));
  return {
    origin: `http://127.0.0.1:${port}`,
    issuer: `http://localhost:${port + 1}`,
    ports: portsFrom(port),
    async stop() {
      await stack.stop();
      await rm(data, { recursive: true, force: true });
    },
  };
}
