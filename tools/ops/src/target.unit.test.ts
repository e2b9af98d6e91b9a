import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readOptions } from './options.ts';
import { findTarget } from './target.ts';

const folder = mkdtempSync(join(tmpdir(), 'jamaa-ops-'));
afterAll(() => rmSync(folder, { recursive: true }));

const stack = (content: string): string => {
  const file = join(folder, 'stack.json');
  writeFileSync(file, content);
  return file;
};
const target = (...args: string[]) => findTarget(readOptions(['dlq', 'list', ...args], 'amina'));

describe('where services are', () => {
  it('derives the addresses of the running stack from the gateway, and its secrets from its data', async () => {
    const file = stack(JSON.stringify({ issuer: 'http://x', gateway: 'http://localhost:9000', data: '/data' }));
    const found = target('--stack', file);
    expect(found.secrets).toBe(join('/data', 'secrets'));
    expect(await found.addresses('directory')).toEqual(['127.0.0.1:9010']);
    await expect(found.addresses('mail')).rejects.toThrow(/unknown service mail; one of directory, gis/);
  });
  it('says what is missing when no stack runs', () => {
    expect(() => target('--stack', join(folder, 'none.json'))).toThrow(/no stack runs here .* npm start/);
    expect(() => target('--stack', stack('{}'))).toThrow(/does not say where the stack is/);
  });
  it('takes every address that is given, and all that a name stands for', async () => {
    const found = target('--address', '127.0.0.1:1,[::1]:2,localhost:3', '--secrets', '/s', '--service', 'sla');
    const addresses = await found.addresses('sla');
    expect(addresses.slice(0, 2)).toEqual(['127.0.0.1:1', '[::1]:2']);
    expect(addresses.length).toBeGreaterThanOrEqual(3);
    await expect(target('--address', 'sla', '--secrets', '/s', '--service', 'sla').addresses('sla')).rejects.toThrow(
      '--address sla: HOST:PORT is expected',
    );
  });
  it('needs secrets and a service beside an address', () => {
    expect(() => target('--address', 'a:1', '--service', 'sla')).toThrow('--address needs --secrets');
    expect(() => target('--address', 'a:1', '--secrets', '/s')).toThrow('needs --service');
  });
});
