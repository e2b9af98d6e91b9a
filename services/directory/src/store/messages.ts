import type { Mandate } from '@jamaa/kit';
import type {
  Account,
  Mandate as MandateMessage,
  Organisation as OrganisationMessage,
} from '@jamaa/proto/directory/v1/directory';
import type { LocalizedText } from '@jamaa/proto/platform/v1/platform';
import type { LocalText, Organisation } from '../domain/organisation.ts';
import type { AccountRow, OrganisationRow } from './rows.ts';

const localized = (text: LocalText): LocalizedText => ({ ar: text.ar, fr: text.fr, zgh: '' });

type Shown = Omit<Organisation, 'id' | 'gouverneur' | 'wali'>;

export const organisationMessage = (
  row: Shown & Pick<OrganisationRow, '_id' | 'version' | 'settings'>,
): OrganisationMessage => ({
  id: row._id,
  kind: row.kind,
  name: localized(row.name),
  territory: row.territory,
  units: row.units.map(({ code, name }) => ({ code, name: localized(name) })),
  smallCommuneProfile: row.smallCommuneProfile,
  validationRequired: row.validationRequired,
  version: row.version,
  onPlatform: row.onPlatform,
  address: row.address === undefined ? undefined : localized(row.address),
  validFrom: row.validFrom,
  validTo: row.validTo,
  settings: (row.settings ?? []).map(({ validFrom, smallCommuneProfile, validationRequired }) => ({
    validFrom,
    smallCommuneProfile,
    validationRequired,
  })),
});

export const mandateMessage = ({ categories, ...mandate }: Mandate): MandateMessage => ({
  ...mandate,
  categories: [...categories],
});

/** The account as others may know it: nothing personal. */
export const accountMessage = (
  row: Pick<AccountRow, '_id' | 'subject' | 'language' | 'active' | 'grants' | 'version'>,
): Account => ({
  id: row._id,
  subject: row.subject ?? '',
  language: row.language,
  active: row.active,
  grants: row.grants.map(({ role, organisation, unit, scope, validFrom, validTo, mandate }) => ({
    role,
    organisation,
    unit,
    scope,
    validFrom,
    validTo,
    mandate: mandate === undefined ? undefined : mandateMessage(mandate),
  })),
  version: row.version,
});
