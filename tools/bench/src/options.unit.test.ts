import { describe, expect, it } from '@jest/globals';
import { readOptions, UsageError } from './options.ts';

describe('switches of a bench', () => {
  it('have defaults for each flow', () => {
    expect(readOptions(['--flow', 'complaint'])).toMatchObject({
      flow: 'complaint',
      rate: 40,
      rows: 0,
      seconds: 30,
      port: 18_480,
    });
    expect(readOptions(['--flow', 'burst'])).toMatchObject({ rate: 35 });
    expect(readOptions(['--flow', 'registration'])).toMatchObject({ clients: 25, acts: 20_000, oneRegister: false });
    expect(readOptions(['--flow', 'register-import'])).toMatchObject({ rows: 20_000, bad: 0 });
    expect(readOptions(['--memory'])).toMatchObject({ flow: 'memory' });
  });
  it('are read', () => {
    const given = ['--flow', 'post', '--rows', '100000', '--clients', '16', '--for', '2m', '--json', 'out.json'];
    expect(readOptions(given)).toMatchObject({
      flow: 'post',
      rows: 100_000,
      clients: 16,
      seconds: 120,
      json: 'out.json',
    });
  });
  it.each([
    [['--flow', 'nothing'], '--flow'],
    [[], '--flow'],
    [['--flow', 'post', '--rate', '0'], '--rate'],
    [['--flow', 'post', '--rate', 'fast'], '--rate'],
    [['--flow', 'post', '--for', '1h'], '--for'],
    [['--flow', 'post', '--port', '80'], '--port'],
    [['--flow', 'post', '--acts', '5000'], '--acts'],
    [['--flow', 'documents', '--rows', '5000'], '--rows'],
    [['--flow', 'register-import', '--bad', '-1'], '--bad'],
    [['--flow', 'post', '--speed', '1'], '--speed'],
  ])('%j is refused, naming %s', (args, named) => {
    expect(() => readOptions(args)).toThrow(UsageError);
    expect(() => readOptions(args)).toThrow(named);
  });
});
