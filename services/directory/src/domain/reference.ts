import type { Territory } from '@jamaa/territory';
import { officialName } from './names.ts';
import type { LocalText, Organisation, OrganisationKind } from './organisation.ts';
import { unitsOf } from './units.ts';

/** A body that is not made from the territory: national, an operator, a company. */
export interface Body {
  readonly id: string;
  readonly kind: OrganisationKind;
  readonly name: LocalText;
  readonly territory: string;
  readonly address?: LocalText | undefined;
  readonly validFrom?: Date | undefined;
  readonly validTo?: Date | undefined;
}

type PlaceOf = Pick<Territory, 'code' | 'kind' | 'name' | 'urban' | 'supervision'>;

/** Kinds whose staff handles cases here; all other bodies are targets of redirects. */
const handling: ReadonlySet<OrganisationKind> = new Set([
  'commune',
  'province',
  'region',
  'arrondissement',
  'gouverneur',
  'wali',
  'dgct',
  'igat',
  'srm',
  // Their staff keeps registers of civil status.
  'consulate',
  'training',
]);

const regionOf = (code: string): string => code.slice(0, 2);
const provinceOf = (code: string): string => code.slice(0, 6);

/**
 * All organisations of the country: the 1,590 collectivités territoriales, the arrondissements, the State's supervision, and
 * the given bodies. Rural communes get the small profile (one person receives, handles and answers), everybody else who
 * handles cases must have answers validated: both are defaults of ours.
 */
export function buildReference(territories: readonly PlaceOf[], bodies: readonly Body[]): Organisation[] {
  return [...territories.flatMap(organisationsOf), ...bodies.map(fromBody)];
}

function organisationsOf(place: PlaceOf): Organisation[] {
  const { code, name } = place;
  const wali = `wali:${regionOf(code)}`;
  switch (place.kind) {
    case 'region':
      return [
        organisation(`region:${code}`, 'region', officialName.region(name), code, { wali }),
        organisation(wali, 'wali', officialName.wali(name), code, { wali }),
      ];
    case 'province':
    case 'prefecture': {
      const gouverneur = `gouverneur:${code}`;
      const line = { gouverneur, wali };
      return [
        organisation(`province:${code}`, 'province', officialName[place.kind](name), code, line),
        organisation(gouverneur, 'gouverneur', officialName.gouverneur[place.kind](name), code, line),
      ];
    }
    case 'prefecture-arrondissements': {
      const gouverneur = `gouverneur:${code}`;
      return [
        organisation(gouverneur, 'gouverneur', officialName.gouverneur[place.kind](name), code, { gouverneur, wali }),
      ];
    }
    case 'commune': {
      const line = { gouverneur: `gouverneur:${provinceOf(code)}`, wali };
      return [
        organisation(`commune:${code}`, 'commune', officialName.commune(name), code, line, place.urban === false),
      ];
    }
    case 'arrondissement': {
      const line = { gouverneur: `gouverneur:${place.supervision ?? provinceOf(code)}`, wali };
      return [organisation(`arrondissement:${code}`, 'arrondissement', officialName.arrondissement(name), code, line)];
    }
    default:
      return [];
  }
}

function organisation(
  id: string,
  kind: OrganisationKind,
  name: LocalText,
  territory: string,
  line: Pick<Organisation, 'gouverneur' | 'wali'>,
  small = false,
): Organisation {
  const onPlatform = handling.has(kind);
  return {
    id,
    kind,
    name: { ar: name.ar, fr: name.fr },
    territory,
    units: unitsOf(kind),
    smallCommuneProfile: small,
    validationRequired: onPlatform && !small,
    onPlatform,
    ...line,
  };
}

function fromBody(body: Body): Organisation {
  const nobody = body.territory === '00' || body.kind === 'training';
  const wali = nobody ? {} : { wali: `wali:${regionOf(body.territory)}` };
  return {
    ...organisation(body.id, body.kind, body.name, body.territory, wali),
    ...(body.address === undefined ? {} : { address: body.address }),
    ...(body.validFrom === undefined ? {} : { validFrom: body.validFrom }),
    ...(body.validTo === undefined ? {} : { validTo: body.validTo }),
  };
}
