import { describe, expect, it } from '@jest/globals';
import { cellPeers, cellsSetting } from './cells.ts';
import type { Platform } from './platform.ts';

describe('the setting of other cells', () => {
  it('names each cell once, with host and port', () => {
    expect([...cellsSetting.parse('06=intake.06:7070, 12=10.0.0.1:7070')]).toEqual([
      ['06', 'intake.06:7070'],
      ['12', '10.0.0.1:7070'],
    ]);
    expect(cellsSetting.parse(undefined).size).toBe(0);
    expect(cellsSetting.parse('').size).toBe(0);
  });
  it.each(['06', '6=a:1', '06=a', '06=a:1=b', '06=a:1,06=b:1', '06=a b:1'])('refuses %s', (text) => {
    expect(cellsSetting.safeParse(text).success).toBe(false);
  });
});

it('has no links in the clear in production', async () => {
  const env = { NODE_ENV: 'production', CELL: '03', SECRETS_DIR: '/nowhere' } as Platform['env'];
  const platform = { env, service: 'intake', onClose: () => undefined };
  const client = class {
    close = (): void => undefined;
  };
  await expect(cellPeers(platform, client, new Map([['06', 'a:1']]))).rejects.toThrow('TLS_DIR');
});
