import { readConfig } from '@jamaa/kit';
import { expect, it } from '@jest/globals';
import { config } from './config.ts';

const good = {
  SECRETS_DIR: 'secrets',
  INTAKE_ADDRESS: '127.0.0.1:1',
  DIRECTORY_ADDRESS: '127.0.0.1:2',
  SMTP_URL: 'smtp://127.0.0.1:25',
  MAIL_FROM: 'chikayat@jamaa.example',
  PORTAL_URL: 'http://localhost:4400',
};

it('a cell without an SMS provider is a good setting', () => {
  expect(readConfig(config, good)).toMatchObject({ SEND_CONCURRENCY: 8, SEND_TIMEOUT_MS: 30_000 });
});

it.each([
  ['INTAKE_ADDRESS', ''],
  ['SMTP_URL', 'http://127.0.0.1'],
  ['MAIL_FROM', 'nobody'],
  ['SMS_URL', 'ftp://x'],
  ['PORTAL_URL', 'jamaa'],
  ['SEND_CONCURRENCY', '0'],
  ['SEND_TIMEOUT_MS', 'soon'],
])('%s = %j is refused by name', (name, value) => {
  expect(() => readConfig(config, { ...good, [name]: value })).toThrow(`${name}:`);
});

it('a provider needs its key', () => {
  expect(() => readConfig(config, { ...good, SMS_URL: 'http://127.0.0.1:1' })).toThrow(
    'SMS_KEY: is required with SMS_URL',
  );
});
