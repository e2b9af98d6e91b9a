import { describe, expect, it } from '@jest/globals';
import { ConfigError, readConfig, serviceEnvironment } from './config.ts';

const thrown = (variables: Record<string, string>): ConfigError => {
  try {
    readConfig(serviceEnvironment, variables);
  } catch (error) {
    if (error instanceof ConfigError) return error;
  }
  throw new Error('nothing was refused');
};

describe('settings of a service', () => {
  it('have defaults for everything but the secrets', () => {
    expect(readConfig(serviceEnvironment, { SECRETS_DIR: 'secrets' })).toMatchObject({
      NODE_ENV: 'development',
      CELL: '00',
      NAMESPACE: 'jamaa',
      HOST: '127.0.0.1',
      FAILPOINTS: '',
    });
    expect(thrown({}).message).toContain('SECRETS_DIR');
  });
  it('name every variable that is wrong, and tell no value: it may be a secret', () => {
    const { message } = thrown({
      SECRETS_DIR: 'secrets',
      CELL: 'hunter2',
      RPC_PORT: 'hunter3',
      LOG_LEVEL: 'hunter4',
      LEASE_TTL_MS: '1',
    });
    for (const name of ['CELL', 'RPC_PORT', 'LOG_LEVEL', 'LEASE_TTL_MS']) expect(message).toContain(name);
    expect(message).not.toContain('hunter');
    expect(message).not.toContain('SECRETS_DIR');
  });
});
