import { describe, expect, it } from '@jest/globals';
import { portsFrom } from '../layout.ts';
import type { StackSecrets } from '../platform/secrets.ts';
import { APART, readOptions } from './options.ts';
import { cellServices, type Member, placeOfCell, placeOfHub } from './places.ts';

const secrets: StackSecrets = { folder: '/s', password: (user) => `pw-${user}`, file: (name) => `/s/${name}` };
const member = (cell: string, at: number): Member => ({ cell, ports: portsFrom(20_000 + at * APART), secrets });
const [hub, fes, casablanca] = [member('00', 0), member('03', 1), member('06', 2)];

describe('the switches of cells', () => {
  it.each([
    [[], 'name at least one région'],
    [['--regions', '13', '--hub'], '13 is no région'],
    [['--regions', '03,03', '--hub'], 'each région once'],
    [['--regions', '03'], '--hub is required'],
    [['--regions', '03', '--hub', '--port', '80'], 'the port must be a number'],
    [['--nonsense'], 'nonsense'],
  ])('%j is refused in one line', (args, line) => {
    expect(() => readOptions(args, {})).toThrow(line);
  });
  it('are read, the port also from PORT', () => {
    const options = readOptions(['--regions', '03,06', '--hub', '--fresh'], { PORT: '9000' });
    expect(options).toMatchObject({ regions: ['03', '06'], port: 9000, fresh: true, help: false });
  });
});

describe('a stack among others', () => {
  const place = placeOfCell(fes, hub, [hub, fes, casablanca]);
  const national = placeOfHub(hub, [fes, casablanca]);

  it('lets exactly those of elsewhere read a stream who do', () => {
    const readers = (of: typeof place) =>
      Object.fromEntries(cellServices.map((name) => [name, of.more(name)['READERS']]).filter(([, who]) => who !== ''));
    expect(readers(place)).toEqual({ intake: 'insights@00', sla: 'insights@00' });
    expect(readers(national)).toEqual({ directory: 'directory@03,directory@06', sla: 'sla@03,sla@06' });
  });
  it('reaches the hub as itself, and nobody else', () => {
    expect(place.broker).toMatchObject({
      domain: 'cell-03',
      hub: { url: expect.stringContaining('cell-03:pw-leaf@') },
    });
    expect(national.broker?.leafs?.users.map(({ name }) => name)).toEqual(['cell-03', 'cell-06']);
  });
  it('knows its counterparts elsewhere, never itself', () => {
    expect(place.more('intake')['CELLS']).toMatch(/^00=127\.0\.0\.1:\d+,06=127\.0\.0\.1:\d+$/);
    expect(national.more('insights')).toMatchObject({ CONSUME: '00,03,06' });
  });
  it('has ports of its own', () => {
    const all = [hub, fes].flatMap(({ ports }) => [
      ports.gateway,
      ports.leafs,
      ports.national,
      ports.admin('national'),
    ]);
    expect(new Set(all).size).toBe(all.length);
  });
});
