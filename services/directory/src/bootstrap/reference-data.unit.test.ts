import { join } from 'node:path';
import { isTrainingBody, trainingTerritory, withinScope } from '@jamaa/kit';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Organisation } from '../domain/organisation.ts';
import { supervisionLine } from '../domain/supervision.ts';
import { readReferenceFiles } from './reference-data.ts';

const territory = join(import.meta.dirname, '../../../gis/data');
const bodies = join(import.meta.dirname, '../../data/bodies.json');

describe('the organisations made from the committed data', () => {
  let all: Organisation[];
  let byId: Map<string, Organisation>;
  const get = (id: string): Organisation => {
    const found = byId.get(id);
    if (found === undefined) throw new Error(`no ${id}`);
    return found;
  };
  const ofKind = (kind: Organisation['kind']): Organisation[] => all.filter((one) => one.kind === kind);

  beforeAll(async () => {
    all = (await readReferenceFiles(territory, bodies)).build();
    byId = new Map(all.map((one) => [one.id, one]));
  });

  it('are the 1,590 collectivités territoriales, the arrondissements and the supervision, each once', () => {
    expect(byId.size).toBe(all.length);
    const counts = Object.fromEntries(
      [...Map.groupBy(all, ({ kind }) => kind)].map(([kind, group]) => [kind, group.length]),
    );
    expect(counts).toMatchObject({ commune: 1503, province: 75, region: 12, arrondissement: 41, wali: 12, srm: 12 });
    expect(1503 + 75 + 12).toBe(1590);
    // One per province and préfecture, and one per préfecture d'arrondissements of Casablanca.
    expect(counts['gouverneur']).toBe(75 + 8);
    expect(counts).toMatchObject({ dgct: 1, igat: 1, onee: 1, onssa: 1 });
  });
  it('have their official names', () => {
    expect(get('commune:03.451.01.09').name).toEqual({ ar: 'جماعة صفرو', fr: 'Commune de Sefrou' });
    expect(get('province:03.451').name).toEqual({ ar: 'إقليم صفرو', fr: 'Province de Sefrou' });
    expect(get('province:03.231').name).toEqual({ ar: 'عمالة فاس', fr: 'Préfecture de Fès' });
    expect(get('region:02').name).toEqual({ ar: 'جهة الشرق', fr: "Région de l'Oriental" });
    expect(get('arrondissement:06.141.01.01').name.fr).toBe("Arrondissement d'Anfa");
    expect(get('gouverneur:06.141.01.00').name.fr).toBe(
      "Gouverneur de la préfecture d'arrondissements de Casablanca-Anfa",
    );
  });
  it('give rural communes the small profile and ask everybody else who handles cases for validation', () => {
    const communes = ofKind('commune');
    expect(communes.filter((one) => one.smallCommuneProfile)).toHaveLength(1261);
    expect(communes.every((one) => one.smallCommuneProfile !== one.validationRequired)).toBe(true);
    expect(get('srm:03')).toMatchObject({ smallCommuneProfile: false, validationRequired: true, onPlatform: true });
    expect(get('etat:dgsn')).toMatchObject({ validationRequired: false, onPlatform: false });
  });
  it('give every commune the units its categories need', () => {
    const codes = [
      'technical',
      'hygiene',
      'civil-status',
      'urbanism-economy',
      'finance',
      'administration',
      'direction',
    ];
    for (const commune of ofKind('commune')) expect(commune.units.map(({ code }) => code)).toEqual(codes);
    expect(get('gouverneur:03.451').units.map(({ code }) => code)).toContain('named-officer');
    expect(get('onee').units.map(({ code }) => code)).toEqual(['administration']);
  });
  it('hold one training body, with the units of a commune, in a territory in which nothing lies', () => {
    const [training, ...more] = ofKind('training');
    expect([training?.id, more]).toEqual(['formation', []]);
    expect(training).toMatchObject({ onPlatform: true, validationRequired: true, territory: trainingTerritory });
    expect(training?.units).toEqual(get('commune:03.451.01.09').units);
    expect(all.filter(({ territory: of }) => withinScope(of, trainingTerritory))).toEqual([training]);
    expect(isTrainingBody(training?.id ?? '')).toBe(true);
    expect(all.filter(({ id, kind }) => isTrainingBody(id) !== (kind === 'training'))).toEqual([]);
  });
  it('date the take-over by the SRM without a gap or an overlap, at midnight local time', () => {
    expect(get('srm:06').validFrom?.toISOString()).toBe('2024-09-30T23:00:00.000Z');
    expect(get('operator:lydec').validTo).toEqual(get('srm:06').validFrom);
    const ended = all.filter((one) => one.kind === 'operator' && one.validTo !== undefined);
    expect(ended.length).toBeGreaterThan(8);
    for (const operator of ended) {
      expect(operator.validTo).toEqual(get(`srm:${operator.territory.slice(0, 2)}`).validFrom);
    }
  });
  it('name a supervision that exists, and of the State only', () => {
    for (const one of all) {
      for (const level of supervisionLine(one)) {
        const at = get(level.organisation);
        if (at.id !== one.id) expect(['gouverneur', 'wali', 'dgct']).toContain(at.kind);
      }
    }
    expect(get('arrondissement:06.141.01.71').gouverneur).toBe('gouverneur:06.141.01.70');
    expect(get('arrondissement:03.231.01.05').gouverneur).toBe('gouverneur:03.231');
    expect(get('commune:06.141.01.0').gouverneur).toBe('gouverneur:06.141');
  });
});
