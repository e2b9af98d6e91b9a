import { describe, expect, it } from '@jest/globals';
import { birthAct, deathAct } from '../../test/support/acts.ts';
import { withPlaceNames } from './place-names.ts';

const nameOf = (code: string) => (code === '03.451.01.09' ? { ar: 'صفرو', fr: 'Sefrou' } : undefined);
const placeIn = (place: { commune: string; ar?: string; fr?: string }) => {
  const act = birthAct();
  const child = act.content?.$case === 'birth' ? act.content.value.child : undefined;
  const text = { ar: place.ar ?? '', fr: place.fr ?? '', zgh: '' };
  if (child !== undefined) child.birthPlace = { commune: place.commune, country: '', text };
  const { content } = withPlaceNames(act, nameOf);
  return content?.$case === 'birth' ? content.value.child?.birthPlace?.text : undefined;
};

describe('places on paper', () => {
  it('are named after what the act tells, or by the commune alone', () => {
    expect(placeIn({ commune: '03.451.01.09' })).toMatchObject({ ar: 'صفرو', fr: 'Sefrou' });
    expect(placeIn({ commune: '03.451.01.09', ar: 'المستشفى', fr: 'Hôpital' })).toMatchObject({
      ar: 'المستشفى، صفرو',
      fr: 'Hôpital, Sefrou',
    });
  });

  it('are not named twice, nor when the commune is not known', () => {
    expect(placeIn({ commune: '03.451.01.09', fr: 'Hôpital de Sefrou' })?.fr).toBe('Hôpital de Sefrou');
    expect(placeIn({ commune: '', fr: 'Lyon' })?.fr).toBe('Lyon');
  });

  it('leaves an act of death whole', () => {
    const named = withPlaceNames(deathAct(), nameOf);
    expect(named.content?.$case === 'death' && named.content.value.place?.text?.fr).toBe('son domicile, Sefrou');
  });
});
