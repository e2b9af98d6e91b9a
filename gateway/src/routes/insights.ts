import type { DelayFigures, SummaryRow } from '@jamaa/proto/insights/v1/insights';
import { z } from 'zod';
import { route } from '../http/route.ts';
import { problem } from './schemas.ts';

const many = z.int().min(0);

const delay = z
  .object({
    cases: many,
    meanDays: z.number(),
    p50Days: z.number(),
    p90Days: z.number(),
    bands: z
      .array(many)
      .length(9)
      .meta({ description: 'Cases of up to 1, 2, 5, 10, 15, 30, 60, 90 days, and of more; the bands do not overlap' }),
  })
  .meta({ id: 'DelayFigures', description: 'Days after the day of receipt, of réclamations that have come so far' });

const figures = {
  received: many,
  open: many,
  dueSoon: many.meta({ description: 'Open, and warned of the legal deadline' }),
  overdue: many.meta({ description: 'Open after the legal deadline' }),
  breached: many.meta({ description: 'The legal deadline was missed here; of cases taken over late it was not' }),
  answered: many.meta({ description: 'Answered, refused, redirected or disposed of; reopened cases too' }),
  ended: many.meta({ description: 'Nothing is owed any more; received = open + ended + merged + withdrawn' }),
  merged: many,
  withdrawn: many,
  firstAnswer: delay,
  end: delay,
};

const summary = z
  .object({
    territory: z.string(),
    by: z.string(),
    from: z.iso.date(),
    to: z.iso.date(),
    total: z.object(figures),
    rows: z.array(
      z.object({
        key: z.string().optional().meta({ description: 'Code of a category, a channel or a territory' }),
        confidential: z
          .literal(true)
          .optional()
          .meta({ description: 'Confidential cases: in no category or channel, nor below the région' }),
        ...figures,
      }),
    ),
  })
  .meta({ id: 'InsightsSummary' });

function delayBody(told: DelayFigures | undefined) {
  if (told === undefined) throw new Error('insights told no delay');
  const { cases, meanDays, p50Days, p90Days, bands } = told;
  return { cases, meanDays, p50Days, p90Days, bands };
}

function rowBody(told: SummaryRow | undefined) {
  if (told === undefined) throw new Error('insights told no figures');
  const { received, open, dueSoon, overdue, breached, answered, ended, merged, withdrawn } = told;
  return {
    ...{ received, open, dueSoon, overdue, breached, answered, ended, merged, withdrawn },
    firstAnswer: delayBody(told.firstAnswer),
    end: delayBody(told.end),
  };
}

export const getInsightsSummary = route({
  method: 'get',
  path: '/v1/insights/summary',
  operationId: 'getInsightsSummary',
  tag: 'insights',
  summary: 'Cases received, open, due soon, overdue and their delays, of a territory; for its staff',
  quota: 'read',
  access: 'signed-in',
  query: z.strictObject({
    territory: z.string().max(30).optional().meta({
      example: 'province:03.451',
      description: 'country, region:…, province:…, commune:…; else where one has a place',
    }),
    by: z.enum(['total', 'category', 'channel', 'territory']).optional(),
    from: z.iso.date().optional().meta({ description: 'First local day of receipt; else the first of January' }),
    to: z.iso.date().optional().meta({ description: 'Last local day of receipt; else today' }),
  }),
  answers: {
    200: { description: 'The figures', schema: summary },
    403: { description: 'No place in this territory', schema: problem },
    404: { description: 'No such territory', schema: problem },
    422: { description: 'No such breakdown or period', schema: problem },
  },
  async handle({ query, services }) {
    const { territory = '', by = '', from = '', to = '' } = query;
    const told = await services.insights.getSummary({ territory, by, from, to });
    return {
      status: 200,
      body: {
        ...{ territory: told.territory, by: told.by, from: told.from, to: told.to },
        total: rowBody(told.total),
        rows: told.rows.map((row) => ({
          ...{ key: row.key || undefined, confidential: row.confidential || undefined },
          ...rowBody(row),
        })),
      },
    };
  },
});
