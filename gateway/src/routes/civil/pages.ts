import type { RegisterPage } from '@jamaa/proto/civil_registry/v1/pages';
import { z } from 'zod';
import { route } from '../../http/route.ts';
import { fileAnswer } from '../attachments/file-answer.ts';
import { problem } from '../schemas.ts';

const common = { tag: 'civil status: old registers', access: 'signed-in' } as const;
const number = (most: number) => z.coerce.number().int().min(1).max(most);
const ofRegister = z.object({
  bureau: z.string().max(60),
  kind: z.enum(['birth', 'death']),
  year: z.coerce.number().int().min(1900).max(9999),
});
const onPage = { volume: number(999), page: number(9_999) };
const ofAct = z.object({ id: z.string().max(80).meta({ example: '03.451.01.09-1:birth:1961:17' }) });
const digest = z.string().regex(/^[0-9a-f]{64}$/);

const registerPage = z
  .object({
    id: z.string(),
    bureauId: z.string(),
    kind: z.enum(['birth', 'death']),
    year: z.int(),
    volume: z.int(),
    page: z.int(),
    acts: z.array(z.int()).meta({ description: 'Numbers of the acts that stand on it' }),
    sha256: z.string().optional().meta({ description: 'Of the scan that belongs here, as the index told it' }),
    image: z
      .object({
        sha256: z.string().meta({ description: 'Of the scan as it was sent' }),
        size: z.int().meta({ description: 'Bytes as it is kept: pictures without what was hidden in them' }),
        mediaType: z.string(),
        receivedAt: z.iso.datetime(),
      })
      .optional()
      .meta({ description: 'Absent while the scan has not been sent' }),
    version: z.int(),
  })
  .meta({ id: 'RegisterPage' });

function pageBody({ sha256, image, ...rest }: RegisterPage) {
  const { receivedAt, ...scan } = image ?? {};
  return {
    ...rest,
    ...(sha256 === '' ? {} : { sha256 }),
    ...(receivedAt === undefined ? {} : { image: { ...scan, receivedAt: receivedAt.toISOString() } }),
  };
}

const hidden = { 404: { description: 'No such act of a bureau of the caller’s', schema: problem } };
const refusals = {
  403: { description: 'Only staff of the bureau, or an administrator of its territory', schema: problem },
  422: { description: 'A field is wrong, or names an act that is not there', schema: problem },
};

export const putRegisterPage = route({
  ...common,
  method: 'put',
  path: '/v1/civil/bureaux/{bureau}/registers/{kind}/{year}/pages/{volume}/{page}',
  operationId: 'putRegisterPage',
  summary: 'Enter a scanned page in the index: its acts, its image; said again it changes nothing',
  quota: 'write',
  params: ofRegister.extend(onPage),
  body: z.strictObject({
    acts: z.array(z.int().min(1).max(9_999_999)).min(1).max(50),
    sha256: digest.optional().meta({ description: 'The scan that is given later must have it' }),
    image: z
      .strictObject({ id: z.string().min(1).max(60), token: z.string().min(1).max(100) })
      .optional()
      .meta({ description: 'An upload (tus) and its token: a picture or a PDF' }),
  }),
  answers: {
    200: { description: 'The page', schema: z.object({ page: registerPage }) },
    409: { description: 'The page has another image already', schema: problem },
    ...refusals,
  },
  async handle({ params: { bureau, ...of }, body: { acts, sha256 = '', image }, services }) {
    const upload = { uploadId: image?.id ?? '', uploadToken: image?.token ?? '' };
    const request = { bureauId: bureau, ...of, acts, sha256, ...upload };
    const { page } = await services['register-pages'].putPage(request);
    if (page === undefined) throw new Error('the registry answered no page');
    return { status: 200, body: { page: pageBody(page) }, headers: { ETag: `"v${page.version}"` } };
  },
});

export const listRegisterPages = route({
  ...common,
  method: 'get',
  path: '/v1/civil/bureaux/{bureau}/registers/{kind}/{year}/pages',
  operationId: 'listRegisterPages',
  summary: 'The scanned pages of a register in their order; those without `image` wait for their scan',
  quota: 'read',
  params: ofRegister,
  query: z.strictObject({
    cursor: z.string().max(100).optional(),
    limit: z.coerce.number().int().min(1).max(200).optional(),
  }),
  answers: {
    200: {
      description: 'A page of them',
      schema: z.object({ pages: z.array(registerPage), nextCursor: z.string().optional() }),
    },
    ...refusals,
  },
  async handle({ params: { bureau, ...of }, query: { cursor = '', limit = 0 }, services }) {
    const request = { bureauId: bureau, ...of, cursor, limit };
    const { pages, nextCursor } = await services['register-pages'].listRegisterPages(request);
    const next = nextCursor === '' ? {} : { nextCursor };
    return { status: 200, body: { pages: pages.map(pageBody), ...next } };
  },
});

export const listActPages = route({
  ...common,
  method: 'get',
  path: '/v1/civil/acts/{id}/pages',
  operationId: 'listActPages',
  summary: 'The scanned pages on which an act stands; each look is on its audit trail',
  quota: 'read',
  params: ofAct,
  answers: { 200: { description: 'In their order', schema: z.object({ pages: z.array(registerPage) }) }, ...hidden },
  async handle({ params: { id }, services }) {
    const { pages } = await services['register-pages'].listActPages({ actId: id });
    return { status: 200, body: { pages: pages.map(pageBody) } };
  },
});

export const getActPageImage = route({
  ...common,
  method: 'get',
  path: '/v1/civil/acts/{id}/pages/{volume}/{page}/image',
  operationId: 'getActPageImage',
  summary: 'The scan of a page beside an act; the look is on the audit trail of every act of the page',
  quota: 'read',
  params: ofAct.extend(onPage),
  answers: {
    200: { description: 'The scan', schema: z.string(), type: 'application/octet-stream' },
    206: { description: 'The range asked for', schema: z.string(), type: 'application/octet-stream' },
    304: { description: 'Not changed' },
    409: { description: 'Not served: still searched for viruses', schema: problem },
    ...hidden,
  },
  async handle({ params: { id, volume, page }, services, header }) {
    const opened = await services['register-pages'].openPageImage({ actId: id, volume, page });
    return fileAnswer(services, opened, header, true);
  },
});
