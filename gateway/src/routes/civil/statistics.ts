import type { BulletinLine, RegistrationFigures } from '@jamaa/proto/civil_registry/v1/statistics';
import { z } from 'zod';
import { route } from '../../http/route.ts';
import { problem } from '../schemas.ts';

const tag = 'civil status: figures';
const count = z.int().nullable().meta({ description: 'null: 1 to 4, withheld from whoever is not staff of the place' });

const figures = z
  .object({
    total: count,
    months: z.array(count).meta({ description: 'January to December, by the day of registration' }),
    late: count.meta({ description: 'After the delay, by a judgment' }),
    imported: count,
    delays: z.object({
      within3Days: count,
      within10Days: count,
      within30Days: count,
      within365Days: count,
      after365Days: count,
      unknown: count,
    }),
  })
  .meta({ id: 'RegistrationFigures' });

const completeness = z
  .object({
    territory: z.string(),
    population: z.int(),
    crudeBirthRate: z.number().meta({ description: 'Births for a thousand people in a year' }),
    source: z.string(),
    expected: z.int(),
    registered: count.meta({ description: 'In time: late declarations are not among them' }),
    share: z.number().nullable(),
  })
  .meta({ id: 'BirthCompleteness' });

const statistics = z
  .object({
    territory: z.string(),
    year: z.int(),
    births: figures,
    deaths: figures,
    openDeclarations: count,
    completeness: z.array(completeness),
    bureaux: z.array(z.object({ bureauId: z.string(), births: figures, deaths: figures })),
  })
  .meta({ id: 'CivilStatistics' });

const say = (told: number): number | null => (told === -1 ? null : told);

function figuresBody(told: RegistrationFigures | undefined) {
  if (told === undefined) throw new Error('the registry told no figures');
  const { total, months, late, imported, delayUnknown } = told;
  const { within3Days, within10Days, within30Days, within365Days, after365Days } = told;
  const delays = { within3Days, within10Days, within30Days, within365Days, after365Days, unknown: delayUnknown };
  const said = Object.entries(delays).map(([band, many]) => [band, say(many)]);
  return {
    ...{ total: say(total), months: months.map(say), late: say(late), imported: say(imported) },
    delays: Object.fromEntries(said) as Record<keyof typeof delays, number | null>,
  };
}

const refusals = { 422: { description: 'No such territory, or a year to come', schema: problem } };

export const getCivilStatistics = route({
  method: 'get',
  path: '/v1/civil/statistics',
  operationId: 'getCivilStatistics',
  tag,
  summary: 'Registrations of a year, delays, completeness: public for provinces and above, for staff below',
  quota: 'read',
  access: 'public',
  query: z.strictObject({
    territory: z.string().min(2).max(20).meta({ example: '03.451' }),
    year: z.coerce.number().int().min(1900).max(9999),
  }),
  answers: {
    200: { description: 'The figures', schema: statistics },
    403: { description: 'Below provinces only the staff of the place', schema: problem },
    ...refusals,
  },
  async handle({ query, services }) {
    const told = await services['civil-statistics'].getCivilStatistics(query);
    const { territory, year, births, deaths, openDeclarations } = told;
    return {
      status: 200,
      body: {
        ...{ territory, year, births: figuresBody(births), deaths: figuresBody(deaths) },
        openDeclarations: say(openDeclarations),
        completeness: told.completeness.map((one) => ({
          ...one,
          registered: say(one.registered),
          share: say(one.share),
        })),
        bureaux: told.bureaux.map((one) => ({
          bureauId: one.bureauId,
          births: figuresBody(one.births),
          deaths: figuresBody(one.deaths),
        })),
      },
    };
  },
});

const line = z
  .object({
    territory: z.string(),
    births: count,
    deaths: count,
    birthsYearBefore: count,
    deathsYearBefore: count,
  })
  .meta({ id: 'CivilBulletinLine' });

function lineBody(told: BulletinLine | undefined) {
  if (told === undefined) throw new Error('the registry told no line');
  const { territory, births, deaths, birthsYearBefore, deathsYearBefore } = told;
  const before = { birthsYearBefore: say(birthsYearBefore), deathsYearBefore: say(deathsYearBefore) };
  return { territory, births: say(births), deaths: say(deaths), ...before };
}

export const getCivilBulletin = route({
  method: 'get',
  path: '/v1/civil/bulletins/{year}/{month}',
  operationId: 'getCivilBulletin',
  tag,
  summary: 'The monthly bulletin: births and deaths registered, by region or province, beside the year before',
  quota: 'read',
  access: 'public',
  params: z.object({
    year: z.coerce.number().int().min(1900).max(9999),
    month: z.coerce.number().int().min(1).max(12),
  }),
  query: z.strictObject({
    territory: z.string().min(2).max(20).optional().meta({ description: '00 (the country) unless a region is given' }),
  }),
  answers: {
    200: {
      description: 'The bulletin',
      schema: z
        .object({ territory: z.string(), year: z.int(), month: z.int(), total: line, lines: z.array(line) })
        .meta({ id: 'CivilBulletin' }),
    },
    ...refusals,
  },
  async handle({ params, query, services }) {
    const asked = { ...params, territory: query.territory ?? '' };
    const { territory, year, month, total, lines } = await services['civil-statistics'].getCivilBulletin(asked);
    return { status: 200, body: { territory, year, month, total: lineBody(total), lines: lines.map(lineBody) } };
  },
});
