import { toProtoEnum } from '@jamaa/kit';
import { ListRequest } from '@jamaa/proto/intake/v1/intake';
import { states } from '@jamaa/proto/vocabulary';
import { z } from 'zod';
import { route } from '../../http/route.ts';
import { complaint, problem } from '../schemas.ts';
import { complaintBody } from './complaint-body.ts';

const state = z.enum(states);

const query = z.strictObject({
  territory: z.string().max(20).optional().meta({ description: 'Territory code; its communes included' }),
  organisation: z.string().max(60).optional(),
  unit: z.string().max(60).optional(),
  state: z.union([state, z.array(state)]).optional(),
  category: z.string().max(8).optional(),
  overdue: z.enum(['true', 'false']).optional(),
  mine: z.enum(['true', 'false']).optional(),
  queue: z.string().max(140).optional().meta({ description: 'One of the caller’s queues, see /v1/queues' }),
  search: z.string().max(200).optional().meta({
    description:
      'Reference, phone, e-mail, or words of name, address and description in Arabic, French or darija: more than half of them must match; the best come first, unless `sort` is given',
  }),
  sort: z.enum(['received', '-received', 'due']).optional(),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

export const listComplaints = route({
  method: 'get',
  path: '/v1/complaints',
  operationId: 'listComplaints',
  tag: 'complaints',
  summary: 'Cases that the signed-in person may see, page by page; a citizen gets the cases they filed',
  quota: 'read',
  access: 'signed-in',
  query,
  answers: {
    200: {
      description: 'A page',
      schema: z
        .object({
          complaints: z.array(complaint),
          nextCursor: z.string().optional(),
          truncated: z
            .boolean()
            .optional()
            .meta({ description: 'The words are so common that only the newest cases with them were looked at' }),
        })
        .meta({ id: 'ComplaintPage' }),
    },
    422: { description: 'A filter is wrong', schema: problem },
  },
  async handle({ query: q, services }) {
    const wanted = q.state === undefined ? [] : Array.isArray(q.state) ? q.state : [q.state];
    const page = await services.intake.list(
      ListRequest.fromPartial({
        territory: q.territory ?? '',
        organisation: q.organisation ?? '',
        unit: q.unit ?? '',
        states: wanted.map((one) => toProtoEnum('COMPLAINT_STATE', one)),
        category: q.category ?? '',
        overdue: q.overdue === 'true',
        mine: q.mine === 'true',
        queue: q.queue ?? '',
        search: q.search ?? '',
        sort: q.sort ?? '',
        cursor: q.cursor ?? '',
        limit: q.limit ?? 0,
      }),
    );
    return {
      status: 200,
      body: {
        complaints: page.complaints.map((one) => complaintBody(one, false)),
        nextCursor: page.nextCursor === '' ? undefined : page.nextCursor,
        truncated: page.truncated ? true : undefined,
      },
    };
  },
});
