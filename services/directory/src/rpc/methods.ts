import type { Methods } from '@jamaa/kit';
import type { DirectoryServiceServer } from '@jamaa/proto/directory/v1/directory';
import { appointFirstAdministrator } from './appoint-first-administrator.ts';
import { changeSettings } from './change-settings.ts';
import { createDelegation } from './create-delegation.ts';
import type { Deps } from './deps.ts';
import { endDelegation } from './end-delegation.ts';
import { getAccountContact } from './get-account-contact.ts';
import { getOnCall } from './get-on-call.ts';
import { getOrganisation } from './get-organisation.ts';
import { getSupervisionLine } from './get-supervision-line.ts';
import { importAccountsMethod } from './import-accounts.ts';
import { listDelegations } from './list-delegations.ts';
import { listOrganisations } from './list-organisations.ts';
import { resolveAccount } from './resolve-account.ts';
import { revokeAccount } from './revoke-account.ts';
import { snapshot } from './snapshot.ts';

/** Each method authorises its caller itself. */
export const directoryMethods = (deps: Deps): Methods<DirectoryServiceServer> => ({
  getOrganisation: getOrganisation(deps),
  listOrganisations: listOrganisations(deps),
  resolveAccount: resolveAccount(deps),
  getOnCall: getOnCall(deps),
  getSupervisionLine: getSupervisionLine(deps),
  getAccountContact: getAccountContact(deps),
  importAccounts: importAccountsMethod(deps),
  revokeAccount: revokeAccount(deps),
  appointFirstAdministrator: appointFirstAdministrator(deps),
  snapshot: snapshot(deps),
  changeSettings: changeSettings(deps),
  createDelegation: createDelegation(deps),
  endDelegation: endDelegation(deps),
  listDelegations: listDelegations(deps),
});
