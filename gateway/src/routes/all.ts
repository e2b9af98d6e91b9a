import type { Route } from '../http/route.ts';
import { importAccounts, revokeAccount, whoAmI } from './accounts.ts';
import { listCategories } from './categories.ts';
import { commandRoutes } from './complaints/commands.ts';
import { eraseComplaint } from './complaints/erase.ts';
import { getComplaint } from './complaints/get.ts';
import { listComplaints } from './complaints/list.ts';
import { getReceipt } from './complaints/receipt.ts';
import { revealContact } from './complaints/reveal.ts';
import { submitComplaint } from './complaints/submit.ts';
import { exportCase, exportMine } from './data-export.ts';
import { deletionRegister } from './deletion-register.ts';
import { getClocks, listEscalations } from './escalations.ts';
import { getOrganisation, listOrganisations } from './organisations.ts';
import { getTerritory, listTerritories, locate } from './territories.ts';

/** Every endpoint of the platform, in the order of the documentation. */
export const routes: readonly Route[] = [
  submitComplaint,
  getComplaint,
  getReceipt,
  listComplaints,
  revealContact,
  eraseComplaint,
  exportCase,
  ...commandRoutes,
  getClocks,
  listEscalations,
  listCategories,
  listOrganisations,
  getOrganisation,
  listTerritories,
  getTerritory,
  locate,
  whoAmI,
  exportMine,
  deletionRegister,
  importAccounts,
  revokeAccount,
];
