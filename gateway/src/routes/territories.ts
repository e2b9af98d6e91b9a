import type { Territory } from '@jamaa/proto/gis/v1/gis';
import { z } from 'zod';
import { route } from '../http/route.ts';
import { localizedText, problem } from './schemas.ts';

const territory = z
  .object({
    code: z.string(),
    kind: z.string(),
    parent: z.string().optional(),
    name: localizedText,
    population: z.int(),
    codes2014: z.array(z.string()),
    point: z.object({ longitude: z.number(), latitude: z.number() }),
    bbox: z.array(z.number()).meta({ description: 'west, south, east, north' }),
    children: z.int(),
    boundary: z.record(z.string(), z.unknown()).optional().meta({ description: 'GeoJSON geometry, when asked for' }),
  })
  .meta({ id: 'Territory' });

const body = (one: Territory) => ({
  code: one.code,
  kind: one.kind,
  parent: one.parent === '' ? undefined : one.parent,
  name: { ar: one.name?.ar ?? '', fr: one.name?.fr ?? '' },
  population: one.population,
  codes2014: one.codes2014,
  point: { longitude: one.longitude, latitude: one.latitude },
  bbox: one.bbox,
  children: one.children,
  boundary: one.boundary === '' ? undefined : (JSON.parse(one.boundary) as unknown),
});

const code = z.string().max(20);

export const listTerritories = route({
  method: 'get',
  path: '/v1/territories',
  operationId: 'listTerritories',
  tag: 'territory',
  summary: 'Territories below a parent; the régions without one',
  quota: 'read',
  access: 'public',
  cacheSeconds: 300,
  query: z.strictObject({ parent: code.optional() }),
  answers: {
    200: {
      description: 'Children, by code',
      schema: z.object({ territories: z.array(territory), version: z.string() }),
    },
    404: { description: 'No such parent', schema: problem },
  },
  async handle({ query, services }) {
    const { territories, version } = await services.gis.listTerritories({ parent: query.parent ?? '' });
    return { status: 200, body: { territories: territories.map(body), version } };
  },
});

export const getTerritory = route({
  method: 'get',
  path: '/v1/territories/{code}',
  operationId: 'getTerritory',
  tag: 'territory',
  summary: 'One territory, its ancestors, and its boundary as GeoJSON when asked for',
  quota: 'read',
  access: 'public',
  cacheSeconds: 300,
  params: z.object({ code }),
  query: z.strictObject({ boundary: z.enum(['true', 'false']).optional() }),
  answers: {
    200: {
      description: 'The territory',
      schema: z.object({ territory, ancestors: z.array(territory), version: z.string() }),
    },
    404: { description: 'No such territory', schema: problem },
  },
  async handle({ params, query, services }) {
    const found = await services.gis.getTerritory({ code: params.code, boundary: query.boundary === 'true' });
    if (found.territory === undefined) throw new Error('gis answered no territory');
    return {
      status: 200,
      body: { territory: body(found.territory), ancestors: found.ancestors.map(body), version: found.version },
    };
  },
});

export const locate = route({
  method: 'get',
  path: '/v1/locate',
  operationId: 'locate',
  tag: 'territory',
  summary: 'The commune of a point',
  quota: 'read',
  access: 'public',
  cacheSeconds: 300,
  query: z.strictObject({
    longitude: z.coerce.number().min(-180).max(180),
    latitude: z.coerce.number().min(-90).max(90),
  }),
  answers: {
    200: {
      description: 'The commune, its arrondissement where there is one, its ancestors',
      schema: z.object({
        commune: territory,
        arrondissement: territory.optional(),
        ancestors: z.array(territory),
        distanceMetres: z.number(),
      }),
    },
    422: { description: 'Not in the kingdom, or not a coordinate', schema: problem },
  },
  async handle({ query, services }) {
    const found = await services.gis.locate(query);
    if (found.commune === undefined) throw new Error('gis answered no commune');
    return {
      status: 200,
      body: {
        commune: body(found.commune),
        arrondissement: found.arrondissement === undefined ? undefined : body(found.arrondissement),
        ancestors: found.ancestors.map(body),
        distanceMetres: found.distanceMetres,
      },
    };
  },
});
