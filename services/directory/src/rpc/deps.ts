import type { Keyring, Platform } from '@jamaa/kit';
import type { AccountsStore } from '../store/accounts.ts';
import type { OrganisationsStore } from '../store/organisations.ts';
import type { Telemetry } from '../telemetry.ts';

/** What the methods work with. */
export interface Deps {
  readonly platform: Platform;
  readonly keyring: Keyring;
  readonly organisations: OrganisationsStore;
  readonly accounts: AccountsStore;
  readonly telemetry: Telemetry;
}
