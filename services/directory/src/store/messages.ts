import type { Mandate } from '@jamaa/kit';
import {
  type Account,
  type Mandate as MandateMessage,
  Organisation as OrganisationCodec,
  type Organisation as OrganisationMessage,
} from '@jamaa/proto/directory/v1/directory';
import type { LocalizedText } from '@jamaa/proto/platform/v1/platform';
import { type LocalText, type Organisation, organisationKinds } from '../domain/organisation.ts';
import type { AccountRow, OrganisationRow } from './rows.ts';

const localized = (text: LocalText): LocalizedText => ({ ar: text.ar, fr: text.fr, zgh: '' });

type Shown = Omit<Organisation, 'id'>;

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
  gouverneur: row.gouverneur ?? '',
  wali: row.wali ?? '',
});

const localText = (text: LocalizedText | undefined): LocalText => ({ ar: text?.ar ?? '', fr: text?.fr ?? '' });

/** A body as the hub tells it. @throws RangeError for a kind that this build does not know */
export function organisationOf(told: OrganisationMessage): Organisation {
  const kind = organisationKinds.find((one) => one === told.kind);
  if (kind === undefined) throw new RangeError(`${told.id} is of unknown kind ${told.kind}`);
  const { id, territory, smallCommuneProfile, validationRequired, onPlatform, address, validFrom, validTo } = told;
  return {
    ...{ id, kind, name: localText(told.name), territory },
    units: told.units.map(({ code, name }) => ({ code, name: localText(name) })),
    ...{ smallCommuneProfile, validationRequired, onPlatform },
    ...(address === undefined ? {} : { address: localText(address) }),
    ...(validFrom === undefined ? {} : { validFrom }),
    ...(validTo === undefined ? {} : { validTo }),
    ...(told.gouverneur === '' ? {} : { gouverneur: told.gouverneur }),
    ...(told.wali === '' ? {} : { wali: told.wali }),
  };
}

/** Whether two tellings of a body agree in all but how it works, which its own cell decides, and how often it was told. */
export function sameBody(one: OrganisationMessage, other: OrganisationMessage): boolean {
  const bytes = (message: OrganisationMessage): Uint8Array =>
    OrganisationCodec.encode({ ...message, version: 0, settings: [] }).finish();
  return Buffer.compare(bytes(one), bytes(other)) === 0;
}

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
