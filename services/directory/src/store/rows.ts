import type { AuditHead, IndexPlan, WrappedKey } from '@jamaa/kit';
import type { Connection, mongo } from 'mongoose';
import type { AccountState } from '../domain/account.ts';
import type { Organisation, Settings } from '../domain/organisation.ts';

type Bytes = mongo.Binary | Uint8Array;

export interface OrganisationRow extends Omit<Organisation, 'id'> {
  readonly _id: string;
  readonly version: number;
  readonly lastEventId: string;
  /** Hash of the reference data it was made from: an unchanged body is not written again. */
  readonly reference: string;
  /** Decided here, not by the reference data: a newer set of it leaves them. */
  readonly settings?: readonly Settings[];
}

export interface AccountRow extends AccountState {
  /** UUIDv7. */
  readonly _id: string;
  /** Blind index of the lower-cased e-mail. */
  readonly emailIndex: string;
  readonly key: { readonly version: WrappedKey['version']; readonly wrapped: Bytes };
  readonly sealed: {
    readonly name: Bytes;
    readonly email: Bytes;
    readonly phone?: Bytes;
    /** Why it was revoked: free words may name people. */
    readonly revocation?: Bytes;
  };
  readonly version: number;
  readonly lastEventId: string;
  readonly audit: AuditHead;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/**
 * The claim of a subject by an account, written in the transaction that binds it. The unique index on accounts would do on
 * MongoDB, but the embedded database lets two concurrent transactions *update* two rows to one value of it.
 */
export interface SubjectRow {
  /** The issuer's subject. */
  readonly _id: string;
  readonly account: string;
}

/** The one appointment of a cell's first administrator: two at the same moment meet here. */
export interface FirstAdministratorRow {
  readonly _id: 'first-administrator';
  readonly account: string;
  readonly at: Date;
  /** The person behind the tool. */
  readonly operator: string;
}

/** What was loaded last; one row. */
export interface ReferenceStateRow {
  readonly _id: 'reference';
  readonly version: string;
  readonly loadedAt: Date;
}

export const indexes: readonly IndexPlan[] = [
  {
    collection: 'organisations',
    indexes: [
      { name: 'kind', key: { kind: 1, _id: 1 } },
      { name: 'territory', key: { territory: 1, _id: 1 } },
    ],
  },
  {
    collection: 'accounts',
    indexes: [
      { name: 'email', key: { emailIndex: 1 }, unique: true },
      { name: 'subject', key: { subject: 1 }, unique: true, partialFilterExpression: { subject: { $exists: true } } },
      { name: 'organisation', key: { 'grants.organisation': 1 } },
      { name: 'key', key: { 'key.version': 1 } },
      { name: 'mandate', key: { 'grants.mandate.id': 1 } },
      { name: 'role', key: { 'grants.role': 1 } },
    ],
  },
  { collection: 'subjects', indexes: [] },
  { collection: 'first_administrator', indexes: [] },
  { collection: 'reference_state', indexes: [] },
];

const rowsOf = <T extends mongo.Document>(connection: Connection, name: string): mongo.Collection<T> =>
  connection.collection<T>(name) as unknown as mongo.Collection<T>;

export const organisationRows = (connection: Connection): mongo.Collection<OrganisationRow> =>
  rowsOf(connection, 'organisations');
export const accountRows = (connection: Connection): mongo.Collection<AccountRow> => rowsOf(connection, 'accounts');
export const subjectRows = (connection: Connection): mongo.Collection<SubjectRow> => rowsOf(connection, 'subjects');
export const firstAdministratorRows = (connection: Connection): mongo.Collection<FirstAdministratorRow> =>
  rowsOf(connection, 'first_administrator');
export const referenceState = (connection: Connection): mongo.Collection<ReferenceStateRow> =>
  rowsOf(connection, 'reference_state');
