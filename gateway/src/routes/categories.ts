import { z } from 'zod';
import { route } from '../http/route.ts';
import { localizedText } from './schemas.ts';

const category = z
  .object({
    code: z.string(),
    name: localizedText,
    anonymousAllowed: z.boolean().meta({ description: 'A réclamation may be filed without a name' }),
    public: z.boolean(),
    target: z.object({ amount: z.int(), unit: z.enum(['calendar-day', 'working-day']) }),
  })
  .meta({ id: 'Category' });

export const listCategories = route({
  method: 'get',
  path: '/v1/categories',
  operationId: 'listCategories',
  tag: 'reference data',
  summary: 'Themes of complaints, in Arabic and French',
  quota: 'read',
  access: 'public',
  cacheSeconds: 60,
  answers: { 200: { description: 'All categories', schema: z.object({ categories: z.array(category) }) } },
  async handle({ services }) {
    const { categories } = await services.intake.listCategories({});
    return {
      status: 200,
      body: {
        categories: categories.map((one) => ({
          code: one.code,
          name: { ar: one.name?.ar ?? '', fr: one.name?.fr ?? '' },
          anonymousAllowed: one.anonymousAllowed,
          public: one.public,
          target: { amount: one.targetAmount, unit: one.targetUnit },
        })),
      },
    };
  },
});
