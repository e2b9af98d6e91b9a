import type { Route } from '../http/route.ts';
import { importAccounts, revokeAccount, whoAmI } from './accounts.ts';
import { listCategories } from './categories.ts';
import { getAnswer } from './complaints/answer.ts';
import { commandRoutes } from './complaints/commands.ts';
import { getComplaint } from './complaints/get.ts';
import { listComplaints } from './complaints/list.ts';
import { getReceipt } from './complaints/receipt.ts';
import { submitComplaint } from './complaints/submit.ts';
import { createDelegation, endDelegation, listDelegations } from './delegations.ts';
import { getClocks, listEscalations } from './escalations.ts';
import { changeSettings, getOrganisation, listOrganisations } from './organisations.ts';
import { listQueues } from './queues.ts';
import {
  createReplyTemplate,
  editReplyTemplate,
  listReplyTemplates,
  previewReply,
  retireReplyTemplate,
} from './reply-templates.ts';
import { countActs } from './supervision.ts';
import { getTerritory, listTerritories, locate } from './territories.ts';

/** Every endpoint of the platform, in the order of the documentation. */
export const routes: readonly Route[] = [
  submitComplaint,
  getComplaint,
  getReceipt,
  getAnswer,
  listComplaints,
  listQueues,
  previewReply,
  createReplyTemplate,
  listReplyTemplates,
  editReplyTemplate,
  retireReplyTemplate,
  ...commandRoutes,
  getClocks,
  listEscalations,
  countActs,
  listCategories,
  listOrganisations,
  getOrganisation,
  changeSettings,
  listTerritories,
  getTerritory,
  locate,
  whoAmI,
  importAccounts,
  revokeAccount,
  createDelegation,
  listDelegations,
  endDelegation,
];
