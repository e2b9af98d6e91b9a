import { randomBytes } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig, type ServiceEnvironment, serviceEnvironment } from '../runtime/config.ts';
import { writeDevelopmentSecrets } from './development-secrets.ts';

export interface Suite {
  readonly namespace: string;
  readonly secretsDir: string;
  /** Settings of one service of this suite, as environment variables; databases and subjects are the suite's own. */
  variables(service: string, more?: Record<string, string>): Record<string, string>;
  env(service: string, more?: Record<string, string>): ServiceEnvironment;
}

const testIssuers = [
  'gateway',
  'attachments',
  'civil-registry',
  'directory',
  'document-orders',
  'gis',
  'insights',
  'intake',
  'routing',
  'sla',
  'notifications',
  'national-portal',
  'ops',
  'alpha',
  'beta',
];

/** A place of its own for one test suite on the shared servers. */
export async function createSuite(): Promise<Suite> {
  const id = randomBytes(5).toString('hex');
  const secretsDir = await mkdtemp(join(tmpdir(), 'jamaa-secrets-'));
  await writeDevelopmentSecrets(secretsDir, testIssuers);
  const namespace = `t${id}`;
  const variables = (service: string, more: Record<string, string> = {}): Record<string, string> => ({
    NODE_ENV: 'test',
    NAMESPACE: namespace,
    MONGODB_URI: process.env['MONGODB_URI'] ?? '',
    NATS_URL: process.env['NATS_URL'] ?? '',
    MONGODB_DATABASE: `${namespace}_${service.replaceAll('-', '_')}`,
    SECRETS_DIR: secretsDir,
    LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'error',
    LEASE_TTL_MS: '800',
    ACK_WAIT_MS: '1500',
    ...more,
  });
  return {
    namespace,
    secretsDir,
    variables,
    env: (service, more) => readConfig(serviceEnvironment, variables(service, more)),
  };
}
