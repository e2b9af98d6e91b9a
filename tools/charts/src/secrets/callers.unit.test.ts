import { serviceNames } from '@jamaa/stack';
import { describe, expect, it } from '@jest/globals';
import type { CellValues } from '../cell-values.ts';
import { callersAcross, known } from './callers.ts';

const cell = (code: string, hub: string): CellValues => ({
  cell: code,
  sizeClass: 'small',
  parts: { storageClass: '' },
  cells: { domain: 'cells.example', hub, regions: ['03', '06'] },
});
const key = (kid: string, more: object = {}) => ({ kid, kty: 'OKP', x: `public ${kid}`, ...more });
const keys = (...of: object[]): string => JSON.stringify({ keys: of });
const all = keys(...['gateway', 'ops', ...serviceNames].map((name) => key(name)));
const given = (files: Readonly<Record<string, string>>) => (code: string) => Promise.resolve(files[code]);
const kids = (jwks: string): string[] => (JSON.parse(jwks) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid);

describe('whom a cell believes', () => {
  it('are its own services, and those of each other cell that call here, under the names of their cell', async () => {
    const { jwks, missing } = await known(cell('03', '00'), given({ '00': all, '03': all, '06': all }));
    expect(missing).toEqual([]);
    expect(kids(jwks).filter((kid) => !kid.includes('@'))).toEqual(kids(all));
    expect(kids(jwks).filter((kid) => kid.includes('@'))).toEqual([
      'intake@00',
      'attachments@00',
      'insights@00',
      'intake@06',
      'attachments@06',
    ]);
  });

  it('are, at the hub, directory and sla of the régions too, but never their gateway', async () => {
    const { jwks } = await known(cell('00', ''), given({ '00': all, '03': all, '06': all }));
    expect(kids(jwks).filter((kid) => kid.endsWith('@03'))).toEqual([
      'intake@03',
      'attachments@03',
      'directory@03',
      'sla@03',
    ]);
  });

  it('are only its own where it stands alone', () => {
    const alone = cell('03', '');
    expect([...callersAcross({ ...alone, cells: { domain: '', hub: '', regions: [] } })]).toEqual([]);
  });

  it('are said to be missing where a cell is not there yet', async () => {
    const { jwks, missing } = await known(cell('03', '00'), given({ '00': all, '03': all }));
    expect(missing).toEqual(['06']);
    expect(kids(jwks).filter((kid) => kid.endsWith('@06'))).toEqual([]);
  });

  it.each([
    ['no keys of its own', { '00': all }, '03.jwks.json: the cell’s own keys are needed'],
    ['a file that is no JSON', { '03': all, '00': '<html>' }, '00.jwks.json: is no set of keys'],
    ['a file without keys', { '03': all, '00': '{"keys":[]}' }, '00.jwks.json: is no set of keys'],
    ['a private key', { '03': all, '00': keys(key('intake', { d: 'secret' })) }, '00.jwks.json: holds a private key'],
    ['a service that lacks', { '03': all, '00': keys(key('intake')) }, '00.jwks.json: no key of attachments'],
  ])('are not put together from %s', async (_what, files, says) => {
    await expect(known(cell('03', '00'), given(files as Record<string, string>))).rejects.toThrow(says);
  });
});
