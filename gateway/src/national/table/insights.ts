import { inQuery } from '../places.ts';
import { elseHub } from '../row.ts';

/** The hub's figures are of all cells; those of a place are its cell's, which has them first. */
export const insightsRows = {
  getInsightsSummary: elseHub(inQuery('code', 'territory')),
};
