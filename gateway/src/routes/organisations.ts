import type { Organisation } from '@jamaa/proto/directory/v1/directory';
import { z } from 'zod';
import { route } from '../http/route.ts';
import { localizedText, problem } from './schemas.ts';

const settings = z.object({
  validFrom: z.iso.datetime().optional().meta({ description: 'Absent: from the beginning' }),
  smallCommuneProfile: z.boolean(),
  validationRequired: z.boolean(),
});

const organisation = z
  .object({
    id: z.string(),
    kind: z.string(),
    name: localizedText,
    territory: z.string(),
    units: z.array(z.object({ code: z.string(), name: localizedText })),
    onPlatform: z.boolean(),
    address: localizedText.optional(),
    settings: z
      .array(settings)
      .meta({ description: 'How it works from given instants on; the last that has begun is in force' }),
  })
  .meta({ id: 'Organisation' });

const body = (one: Organisation) => ({
  id: one.id,
  kind: one.kind,
  name: { ar: one.name?.ar ?? '', fr: one.name?.fr ?? '' },
  territory: one.territory,
  units: one.units.map((unit) => ({ code: unit.code, name: { ar: unit.name?.ar ?? '', fr: unit.name?.fr ?? '' } })),
  onPlatform: one.onPlatform,
  address: one.address === undefined || one.address.ar === '' ? undefined : { ar: one.address.ar, fr: one.address.fr },
  settings: [
    { smallCommuneProfile: one.smallCommuneProfile, validationRequired: one.validationRequired },
    ...one.settings.map(({ validFrom, ...rest }) => ({ ...rest, validFrom: validFrom?.toISOString() })),
  ],
});

export const changeSettings = route({
  method: 'put',
  path: '/v1/organisations/{id}/settings',
  operationId: 'changeSettings',
  tag: 'reference data',
  summary: 'Whether a commune works as a small one, and whether answers of a body are validated, from a day on',
  quota: 'write',
  access: 'signed-in',
  params: z.object({ id: z.string().max(60) }),
  body: z.strictObject({
    smallCommuneProfile: z.boolean(),
    validationRequired: z.boolean(),
    from: z.string().max(10).optional().meta({ description: 'Absent: at once', example: '2026-12-01' }),
  }),
  answers: {
    200: { description: 'The body; it holds everywhere within seconds of its day', schema: organisation },
    403: { description: 'Only administrators, within their territory', schema: problem },
    422: { description: 'A field is wrong', schema: problem },
  },
  async handle({ params, body: asked, services }) {
    const request = { ...asked, from: asked.from ?? '', organisation: params.id };
    const { organisation: changed } = await services.directory.changeSettings(request);
    if (changed === undefined) throw new Error('directory answered no organisation');
    return { status: 200, body: body(changed) };
  },
});

export const getOrganisation = route({
  method: 'get',
  path: '/v1/organisations/{id}',
  operationId: 'getOrganisation',
  tag: 'reference data',
  summary: 'One body with its units, for example commune:03.451.01.09',
  quota: 'read',
  access: 'public',
  cacheSeconds: 60,
  params: z.object({ id: z.string().max(60) }),
  answers: {
    200: { description: 'The body', schema: organisation },
    404: { description: 'No such body', schema: problem },
  },
  async handle({ params, services }) {
    const { organisation: found } = await services.directory.getOrganisation({ id: params.id });
    if (found === undefined) throw new Error('directory answered no organisation');
    return { status: 200, body: body(found) };
  },
});

export const listOrganisations = route({
  method: 'get',
  path: '/v1/organisations',
  operationId: 'listOrganisations',
  tag: 'reference data',
  summary: 'Bodies of a territory and of a kind',
  quota: 'read',
  access: 'public',
  cacheSeconds: 60,
  query: z.strictObject({
    territory: z.string().max(20).optional(),
    kind: z.string().max(30).optional(),
    cursor: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(500).optional(),
  }),
  answers: {
    200: {
      description: 'A page',
      schema: z.object({ organisations: z.array(organisation), nextCursor: z.string().optional() }),
    },
  },
  async handle({ query, services }) {
    const page = await services.directory.listOrganisations({
      territory: query.territory ?? '',
      kind: query.kind ?? '',
      cursor: query.cursor ?? '',
      limit: query.limit ?? 100,
    });
    return {
      status: 200,
      body: {
        organisations: page.organisations.map(body),
        nextCursor: page.nextCursor === '' ? undefined : page.nextCursor,
      },
    };
  },
});
