import type { Row } from '../row.ts';
import { civilRows } from './civil.ts';
import { complaintRows } from './complaints.ts';
import { deadlineRows } from './deadlines.ts';
import { documentOrderRows } from './document-orders.ts';
import { insightsRows } from './insights.ts';
import { accountRows, referenceDataRows, routingRows } from './reference-data.ts';

/** How the cell of each endpoint is found, by `operationId`; a test compares it with the API. */
export const table: Readonly<Record<string, Row>> = {
  ...complaintRows,
  ...deadlineRows,
  ...referenceDataRows,
  ...accountRows,
  ...routingRows,
  ...civilRows,
  ...documentOrderRows,
  ...insightsRows,
};
