import { describe, expect, it } from '@jest/globals';
import { filedHere, isOwn, staysInCell } from './destination.ts';

const here = (CELL: string, ...others: string[]): Parameters<typeof isOwn>[0] => ({
  platform: { env: { CELL } },
  cells: {
    known: new Set(others),
    at: () => {
      throw new Error('nobody is called');
    },
  },
});

describe('whether a place is of this cell', () => {
  it.each([
    ['a région’s own commune', here('03', '00', '06'), '03.451.01.09', true],
    ['a commune of another', here('03', '00', '06'), '06.141.01.0', false],
    ['one of a région without a known address', here('03'), '06.141.01.0', false],
    ['any, where one cell holds all', here('00'), '06.141.01.0', true],
    ['at the hub, one of a région with a cell', here('00', '06'), '06.141.01.0', false],
    ['at the hub, one of a région without', here('00', '06'), '03.451.01.09', true],
    ['the whole country', here('03', '06'), '00', true],
    ['a whole région, another’s', here('03', '06'), '06', false],
    ['nothing', here('03', '06'), '', true],
  ])('%s', (_what, cell, territory, own) => {
    expect(isOwn(cell, territory)).toBe(own);
  });

  it('decides where a case is filed, and names the région', () => {
    expect(() => filedHere(here('00', '06'), '06.141.01.0', 'location')).toThrow('région 06');
    expect(() => filedHere(here('00', '06'), '03.451.01.09', 'location')).not.toThrow();
  });
  it('keeps a case from bodies whose people are elsewhere, but not from a hand-over', () => {
    const wali = { territory: '06' };
    expect(() => staysInCell(here('00', '06'), 'transfer', {}, wali)).toThrow('hand-over');
    expect(() => staysInCell(here('00', '06'), 'hand-over', {}, wali)).not.toThrow();
    expect(() => staysInCell(here('00'), 'transfer', {}, wali)).not.toThrow();
  });
});
