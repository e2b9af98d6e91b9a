import type {
  Account,
  Organisation,
  Grant as ToldGrant,
  Mandate as ToldMandate,
  OrganisationSettings as ToldSettings,
} from '@jamaa/proto/directory/v1/directory';
import type { Connection, mongo } from 'mongoose';
import { type Grant, isRole, type Mandate } from '../access/grants.ts';
import type { IndexPlan } from '../migrations/indexes.ts';

/** An organisation as the directory told it; `version` decides which of two tellings is newer. */
export interface OrganisationCopy {
  _id: string;
  kind: string;
  name: { ar: string; fr: string };
  territory: string;
  units: { code: string; name: { ar: string; fr: string } }[];
  smallCommuneProfile: boolean;
  validationRequired: boolean;
  onPlatform: boolean;
  address?: { ar: string; fr: string };
  /** In charge from this instant, and before the other; absent: no bound is known. */
  validFrom?: Date;
  validTo?: Date;
  /** How it works from given instants on, by ascending instant. */
  settings?: DatedSettings[];
  version: number;
}

export interface DatedSettings {
  validFrom: Date;
  smallCommuneProfile: boolean;
  validationRequired: boolean;
}

/** The organisation with the settings that are in force at an instant. */
export function withSettings<
  T extends Pick<OrganisationCopy, 'smallCommuneProfile' | 'validationRequired' | 'settings'>,
>(organisation: T, now: Date): T {
  const last = organisation.settings?.findLast(({ validFrom }) => validFrom <= now);
  if (last === undefined) return organisation;
  const { smallCommuneProfile, validationRequired } = last;
  return { ...organisation, smallCommuneProfile, validationRequired };
}

/** An account as the directory told it, without personal data. */
export interface AccountCopy {
  _id: string;
  /** Absent until the first sign-in. */
  subject?: string;
  language: string;
  active: boolean;
  grants: Grant[];
  version: number;
}

/** One row per service: what all replicas watch to know that their caches are old. */
export interface CopyStateRow {
  _id: 'directory';
  /** Grow by one with each change of a row. */
  organisations: number;
  accounts: number;
  /** When a whole snapshot was last stored; absent until the first. */
  warmedAt?: Date;
}

/** What the migration of a service that keeps the copy adds to its own indexes. */
export const directoryCopyIndexes: readonly IndexPlan[] = [
  { collection: 'copy_organisations', indexes: [] },
  // Not unique: an older telling of one account may stand beside a newer one of another for a moment.
  {
    collection: 'copy_accounts',
    indexes: [
      { name: 'subject', key: { subject: 1 } },
      { name: 'organisation', key: { 'grants.organisation': 1 } },
    ],
  },
  { collection: 'copy_state', indexes: [] },
];

const rowsOf = <T extends mongo.Document>(connection: Connection, name: string): mongo.Collection<T> =>
  connection.collection<T>(name) as unknown as mongo.Collection<T>;

export const organisationCopies = (connection: Connection): mongo.Collection<OrganisationCopy> =>
  rowsOf(connection, 'copy_organisations');
export const accountCopies = (connection: Connection): mongo.Collection<AccountCopy> =>
  rowsOf(connection, 'copy_accounts');
export const copyState = (connection: Connection): mongo.Collection<CopyStateRow> => rowsOf(connection, 'copy_state');

const text = (of: { ar: string; fr: string } | undefined): { ar: string; fr: string } => ({
  ar: of?.ar ?? '',
  fr: of?.fr ?? '',
});

const dated = (of: { validFrom: Date | undefined; validTo: Date | undefined }) => ({
  ...(of.validFrom === undefined ? {} : { validFrom: of.validFrom }),
  ...(of.validTo === undefined ? {} : { validTo: of.validTo }),
});

export const organisationCopyOf = (told: Organisation): OrganisationCopy => ({
  _id: told.id,
  kind: told.kind,
  name: text(told.name),
  territory: told.territory,
  units: told.units.map((unit) => ({ code: unit.code, name: text(unit.name) })),
  smallCommuneProfile: told.smallCommuneProfile,
  validationRequired: told.validationRequired,
  onPlatform: told.onPlatform,
  ...(told.address === undefined ? {} : { address: text(told.address) }),
  ...dated(told),
  ...(told.settings.length === 0 ? {} : { settings: told.settings.map(settingsOf) }),
  version: told.version,
});

const settingsOf = ({ validFrom, smallCommuneProfile, validationRequired }: ToldSettings): DatedSettings => ({
  validFrom: validFrom ?? new Date(0),
  smallCommuneProfile,
  validationRequired,
});

/** A kind of mandate that this build does not know gives nobody a right either. */
function mandateOf(told: ToldMandate): Mandate | undefined {
  const { kind, of } = told;
  if (kind !== 'delegate' && kind !== 'interim') return undefined;
  if (of !== 'president' && of !== 'director-of-services') return undefined;
  const { id, decisionNumber, decisionDate, delegator, categories } = told;
  return { id, kind, of, decisionNumber, decisionDate, delegator, categories };
}

function grantOf({ role, organisation, unit, scope, mandate, ...dates }: ToldGrant): Grant[] {
  const known = mandate === undefined ? undefined : mandateOf(mandate);
  if (!isRole(role) || (mandate !== undefined && known === undefined)) return [];
  return [{ role, organisation, unit, scope, ...dated(dates), ...(known === undefined ? {} : { mandate: known }) }];
}

/** A role that this build does not know gives nobody a right: its grant is left out. */
export const accountCopyOf = (told: Account): AccountCopy => ({
  _id: told.id,
  ...(told.subject === '' ? {} : { subject: told.subject }),
  language: told.language,
  active: told.active,
  grants: told.grants.flatMap(grantOf),
  version: told.version,
});
