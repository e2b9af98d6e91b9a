import type { ListCategoriesResponse } from '@jamaa/proto/intake/v1/intake';
import { categories } from '../domain/categories.ts';

/** The themes a complaint can have, for anybody. */
export const listCategories = () => async (): Promise<ListCategoriesResponse> => ({
  categories: categories.map((one) => ({
    code: one.code,
    name: { ...one.name, zgh: '' },
    anonymousAllowed: one.anonymousAllowed,
    public: one.public,
    targetAmount: one.target.amount,
    targetUnit: one.target.unit,
    confidential: one.confidential,
  })),
});
