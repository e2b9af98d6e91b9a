import { describe, expect, it } from '@jest/globals';
import { kingdom } from '../test/committed.ts';
import type { TerritoryKind } from './index.ts';

const codes = (territories: readonly { code: string }[]) => territories.map(({ code }) => code);

describe('the committed territories (census of 2024)', () => {
  it.each<[TerritoryKind, number]>([
    ['region', 12],
    ['prefecture', 13],
    ['province', 62],
    ['cercle', 213],
    ['commune', 1503],
    ['arrondissement', 41],
    ['prefecture-arrondissements', 8],
  ])('%s: %d', (kind, count) => {
    expect(kingdom.byKind(kind)).toHaveLength(count);
  });

  it('has 1,590 collectivités territoriales: no cercle, arrondissement or governor’s area among them', () => {
    const kinds = new Set(kingdom.collectivites().map(({ kind }) => kind));
    expect(kingdom.collectivites()).toHaveLength(1590);
    expect([...kinds].sort()).toEqual(['commune', 'prefecture', 'province', 'region']);
  });

  it('adds up: 36.8 million people in the régions, and the same in their provinces and communes', () => {
    const people = (kinds: TerritoryKind[]) =>
      kinds.flatMap((kind) => kingdom.byKind(kind)).reduce((sum, { population }) => sum + population, 0);
    expect(people(['region'])).toBe(36_828_330);
    expect(people(['prefecture', 'province'])).toBe(36_828_330);
    expect(people(['commune'])).toBe(36_828_330);
  });

  it('names everything in Arabic and in French', () => {
    for (const { name } of kingdom.all) {
      expect(name.ar).toMatch(/\p{Script=Arabic}/u);
      expect(name.fr).toMatch(/\p{Script=Latin}/u);
    }
  });

  it('hangs every territory but the régions on a parent whose code begins its own', () => {
    const orphans = kingdom.all.filter(({ parent }) => parent === null);
    expect(new Set(orphans.map(({ kind }) => kind))).toEqual(new Set(['region']));
    for (const { code, parent } of kingdom.all) {
      if (parent !== null) expect(code.startsWith(parent.replace(/\.0$/, ''))).toBe(true);
    }
  });

  it('gives every commune and arrondissement its code of 2014; 207 communes were renumbered', () => {
    const local = [...kingdom.byKind('commune'), ...kingdom.byKind('arrondissement')];
    for (const territory of local) expect(territory.codes2014).toHaveLength(1);
    expect(local.filter(({ code, codes2014 }) => codes2014?.[0] !== code)).toHaveLength(207);
    expect(kingdom.byCode2014('01.051.05.01')?.code).toBe('01.051.11.01');
    expect(kingdom.byCode2014('03.451.01.09')?.code).toBe('03.451.01.09');
    expect(kingdom.byCode2014('99.999.99.99')).toBeUndefined();
  });
});

describe('moving in the tree', () => {
  it('climbs from a rural commune through its cercle, from an urban one straight to its province', () => {
    expect(codes(kingdom.ancestors('03.451.07.13'))).toEqual(['03.451.07', '03.451', '03']);
    expect(codes(kingdom.ancestors('03.451.01.09'))).toEqual(['03.451', '03']);
    expect(kingdom.ancestors('no code')).toEqual([]);
  });

  it('puts Casablanca’s arrondissements both in the city and under their governor', () => {
    expect(codes(kingdom.children('06.141'))).toContain('06.141.01.0');
    expect(kingdom.children('06.141.01.0')).toHaveLength(16);
    expect(codes(kingdom.children('06.141.01.10'))).toEqual(['06.141.01.11', '06.141.01.13']);
    expect(codes(kingdom.ancestors('06.141.01.11'))).toEqual(['06.141.01.0', '06.141', '06']);
    const supervised = kingdom.byKind('prefecture-arrondissements').flatMap(({ code }) => kingdom.children(code));
    expect(new Set(codes(supervised)).size).toBe(16);
  });

  it('knows what lies in what', () => {
    expect(kingdom.within('06.141.01.11', '06')).toBe(true);
    expect(kingdom.within('06.141.01.11', '06.141.01.10')).toBe(true);
    expect(kingdom.within('06.141.01.11', '06.141.01.20')).toBe(false);
    expect(kingdom.within('03', '03')).toBe(true);
    expect(kingdom.within('03', '03.451')).toBe(false);
    expect(kingdom.within('nowhere', 'nowhere')).toBe(false);
  });

  it.each([
    ['03.451.01.09', '03.451.01.09'],
    ['06.141.01.11', '06.141.01.0'],
    ['03.451', '03.451'],
    ['03', '03'],
    ['03.451.07', undefined],
    ['06.141.01.10', undefined],
    ['nowhere', undefined],
  ])('the collectivité that answers for %s is %s', (code, answerable) => {
    expect(kingdom.ctOf(code)?.code).toBe(answerable);
  });
});
