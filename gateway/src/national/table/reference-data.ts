import { sameAccount } from '../fan-out/account.ts';
import { inBody, inPath, inQuery, pointInQuery } from '../places.ts';
import { byHeader, each, elseAny, elseHub, fanOut, inAllCells, oneCell, referenceData } from '../row.ts';

export const referenceDataRows = {
  ...each(referenceData(), 'listCategories', 'printForm', 'getForm'),
  listOrganisations: referenceData(inQuery('code', 'territory')),
  // What a body has settled for itself is kept in its cell.
  getOrganisation: elseAny(inPath('organisation', 'id')),
  changeSettings: elseHub(inPath('organisation', 'id')),
  listTerritories: referenceData(inQuery('code', 'parent')),
  getTerritory: referenceData(inPath('code', 'code')),
  // How a client learns its cell: the answer's Jamaa-Cell is that of the point.
  locate: referenceData(pointInQuery),
};

export const accountRows = {
  // Staff are mastered in their cell, so that each may know another part of what somebody is.
  whoAmI: fanOut(sameAccount),
  exportMyData: fanOut({ items: 'cases', pages: 'body' }),
  // Numbered and chained in each cell for itself.
  deletionRegister: byHeader,
  importAccounts: byHeader,
  // Half a revocation must not look like one.
  revokeAccount: inAllCells,
  createDelegation: oneCell(inBody('organisation', 'organisation')),
  listDelegations: oneCell(inQuery('organisation', 'organisation')),
  endDelegation: byHeader,
};

/** Rules are a cell's own, as are the drafts that contracts and suggestions are put into. */
export const routingRows = {
  ...each(byHeader, 'listRuleSets', 'createRuleSet', 'getRuleSet', 'editRuleSet', 'validateRuleSet', 'tryRuleSet'),
  ...each(byHeader, 'activateRuleSet', 'withdrawRuleSet', 'listContracts', 'addContract'),
  ...each(byHeader, 'listSuggestions', 'acceptSuggestion', 'dismissSuggestion'),
};
