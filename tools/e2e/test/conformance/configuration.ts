import type { Filed } from '@jamaa/e2e';
import { bureau, year } from '../support/civil.ts';
import type { RealData } from './real-data.ts';

/** Arguments that are only right when they name something that exists, by where they stand. */
const meanings: Readonly<Record<string, readonly (string | number)[]>> = {
  ...everywhere('organisation', ['commune:03.451.01.09', 'commune:03.451.07.05']),
  ...everywhere('commune', ['03.451.01.09', '03.451.07.05']),
  ...everywhere('territory', ['03', '03.451', '03.451.01.09']),
  ...everywhere('category', ['ECL', 'VOI', 'ACC']),
  ...everywhere('unit', ['technical', 'hygiene']),
  ...everywhere('latitude', [33.83, 33.57]),
  ...everywhere('longitude', [-4.83, -7.59]),
  'body.location.latitude': [33.83],
  'body.location.longitude': [-4.83],
  'body.body': ['etat:dgsn'],
  'query.parent': ['03', '03.451'],
  ...everywhere('bureau', [bureau]),
  ...everywhere('bureauId', [bureau]),
  'path.kind': ['birth'],
  'path.year': [String(year)],
  'path.item': ['i1'],
  'header.If-Match': ['*'],
};

/**
 * Bodies with several people in them have more limits than a run has time to walk: they are tried at random only. What is wrong in them is
 * named by tests of their own (`civil.e2e`, and the service's `content-check.unit`).
 */
const deep = [
  '/v1/civil/pre-declarations',
  '/v1/civil/declarations',
  '/v1/civil/declarations/{id}/complete',
  '/v1/civil/acts/{id}/mentions',
];

/** How often a real value stands in the place of a random one: some requests must miss too. */
const PROBABILITY = 0.8;

function everywhere(name: string, values: readonly (string | number)[]) {
  return { [`body.${name}`]: values, [`query.${name}`]: values };
}

const text = (value: string | number): string => JSON.stringify(value);
const list = (values: readonly (string | number)[]): string => `[${values.map(text).join(', ')}]`;

/** schemathesis.toml: dictionaries of values that exist, bound to the parameters they fit. */
export function configuration(real: RealData, cases: readonly Filed[]): string {
  const dictionaries: string[] = [];
  const dictionary = (values: readonly (string | number)[]): string => {
    const name = `d${dictionaries.length}`;
    dictionaries.push(`[dictionaries.${name}]\nvalues = ${list(values)}\n`);
    return `{ dictionary = "${name}", probability = ${PROBABILITY} }`;
  };
  const general = Object.entries({ ...meanings, 'body.into': cases.map((one) => one.reference) }).map(
    ([place, values]) => `"${place}" = ${dictionary(values)}`,
  );
  const own = [...real].map(([path, parameters]) => {
    const bindings = [...parameters].map(([name, values]) => `"path.${name}" = ${dictionary(values)}`);
    return `[[operations]]\ninclude-path = ${text(path)}\n[operations.parameters]\n${bindings.join('\n')}\n`;
  });
  const atRandom = deep.map(
    (path) => `[[operations]]\ninclude-path = ${text(path)}\n[operations.phases.coverage]\nenabled = false\n`,
  );
  return [...dictionaries, `[parameters]\n${general.join('\n')}\n`, ...own, ...atRandom].join('\n');
}
