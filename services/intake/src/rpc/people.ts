import { AppError, type Caller, type Grant, type Keyring, type WrappedKey } from '@jamaa/kit';
import { type CaseRef, type Standing, standingOf } from '../domain/access.ts';
import type { ComplainantDraft, RepresentativeDraft } from '../domain/submission.ts';
import type { ComplaintRow, SealedComplainant } from '../store/complaint-row.ts';
import { hashTrackingCode } from './tracking-code.ts';

const bytes = (value: SealedComplainant['name']): Uint8Array =>
  value === undefined ? new Uint8Array() : value instanceof Uint8Array ? value : value.value();

const context = (id: string, field: string): string => `complaint/${id}/${field}`;

/** Where the reason of a look at contact data is sealed. */
export const reasonPlace = (id: string): string => context(id, 'reveal');

/** Seals identity and contact of a complainant, and who represents them, under a key of their own. */
export function sealComplainant(
  keyring: Keyring,
  id: string,
  person: ComplainantDraft,
  representative?: RepresentativeDraft,
): SealedComplainant {
  const key = keyring.newPersonKey();
  const seal = (field: string, value: string): Uint8Array | undefined =>
    value === '' ? undefined : key.seal(value, context(id, field));
  const sealed: Record<string, unknown> = {
    key: key.wrapped,
    name: seal('name', person.name),
    phone: seal('phone', person.phone),
    email: seal('email', person.email),
    identityType: person.identity?.type,
    identityNumber: seal('identity', person.identity?.number ?? ''),
    representativeName: seal('representative', representative?.name ?? ''),
    representativeCapacity: representative?.capacity,
    mandateNumber: seal('mandate', representative?.mandateNumber ?? ''),
  };
  return sealed as unknown as SealedComplainant;
}

/** Opens what was sealed; `undefined` when the person gave nothing or was erased. */
export function openComplainant(keyring: Keyring, row: ComplaintRow): ComplainantDraft | undefined {
  const { sealed } = row;
  if (sealed === undefined) return undefined;
  const key = keyring.unwrap(wrappedOf(sealed));
  const open = (field: string, value: SealedComplainant['name']): string =>
    value === undefined ? '' : key.open(bytes(value), context(row._id, field));
  return {
    name: open('name', sealed.name),
    phone: open('phone', sealed.phone),
    email: open('email', sealed.email),
    identity:
      sealed.identityType === undefined
        ? undefined
        : { type: sealed.identityType, number: open('identity', sealed.identityNumber) },
  };
}

/** Who represents the complainant; `undefined` when nobody does. */
export function openRepresentative(keyring: Keyring, { _id, sealed }: ComplaintRow): RepresentativeDraft | undefined {
  if (sealed?.representativeCapacity === undefined) return undefined;
  const key = keyring.unwrap(wrappedOf(sealed));
  const open = (field: string, value: SealedComplainant['name']): string =>
    value === undefined ? '' : key.open(bytes(value), context(_id, field));
  return {
    name: open('representative', sealed.representativeName),
    capacity: sealed.representativeCapacity,
    mandateNumber: open('mandate', sealed.mandateNumber),
  };
}

export const wrappedOf = (sealed: SealedComplainant): WrappedKey => ({
  version: sealed.key.version,
  wrapped: bytes(sealed.key.wrapped),
});

/** What one may see of a person without handling the case: that there is a contact, not which. */
export function maskComplainant(person: ComplainantDraft): ComplainantDraft {
  const [first = ''] = person.name;
  return {
    name: person.name === '' ? '' : `${first}***`,
    phone: person.phone === '' ? '' : `${person.phone.slice(0, 4)}*****${person.phone.slice(-2)}`,
    email: person.email === '' ? '' : `${person.email.slice(0, 1)}***@***`,
    identity: person.identity === undefined ? undefined : { type: person.identity.type, number: '***' },
  };
}

/** The same of who represents them: in which capacity, not who. */
export const maskRepresentative = ({ name, capacity }: RepresentativeDraft): RepresentativeDraft => ({
  name: `${name.slice(0, 1)}***`,
  capacity,
  mandateNumber: '***',
});

/** Same answer for an unknown reference, a wrong code and a case that is not the caller's: nobody learns that it exists. */
export const notFound = (): AppError => new AppError('not-found', 'no such complaint, or not for you');

/** Whether a tracking code is the one of this case. */
export const opensWith = (keyring: Keyring, row: Pick<ComplaintRow, 'trackingHash'>, trackingCode: string): boolean =>
  trackingCode !== '' && hashTrackingCode(keyring, trackingCode) === row.trackingHash;

/** Who the caller is to this case. @throws the same `not-found` for every reason. */
export function standing(...of: Parameters<typeof standingIn>): Standing {
  const found = standingIn(...of);
  if (!found.maySee && found.actors.size === 0) throw notFound();
  return found;
}

/** Who the caller is to this case, also when it is nobody: whoever has just handed a case on may not see it any more. */
export function standingIn(
  keyring: Keyring,
  row: ComplaintRow & CaseRef,
  caller: Caller,
  grants: readonly Grant[],
  trackingCode: string,
): Standing {
  const byCode = opensWith(keyring, row, trackingCode);
  const bySubject =
    caller.kind === 'account' && row.complainantSubject !== '' && row.complainantSubject === caller.subject;
  const subject = caller.kind === 'account' ? caller.subject : '';
  const found = standingOf(subject, grants, row, byCode || bySubject);
  return { ...found, owns: bySubject };
}
