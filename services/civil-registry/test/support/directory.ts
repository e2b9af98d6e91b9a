import { createPlatform, migrate, rpcService, serve } from '@jamaa/kit';
import type { Suite } from '@jamaa/kit/testing';
import {
  Account,
  DirectoryServiceService,
  type GetAccountContactRequest,
  GetAccountContactResponse,
  Organisation,
  type ResolveAccountRequest,
  ResolveAccountResponse,
  type SnapshotRequest,
  SnapshotResponse,
} from '@jamaa/proto/directory/v1/directory';

export const sefrou = '03.451.01.09';
export const casablanca = '06.141.01.0';

const body = (id: string, territory: string) =>
  Organisation.fromPartial({
    id,
    kind: id.split(':')[0] ?? '',
    name: { ar: id, fr: id },
    territory,
    onPlatform: true,
    version: 1,
  });

const organisations = [
  body(`commune:${sefrou}`, sefrou),
  body(`commune:${casablanca}`, casablanca),
  body('consulate:paris', '00'),
  body('consulate:lyon', '00'),
];

interface Place {
  readonly role: string;
  readonly organisation?: string;
  readonly scope?: string;
  readonly validTo?: Date;
}

const atCasablanca = { organisation: `commune:${casablanca}`, scope: casablanca };

/** Subjects of the staff of these tests, by their place. */
const staff = {
  registrar: { role: 'registrar' },
  officer: { role: 'civil-officer' },
  'officer-casablanca': { role: 'civil-officer', ...atCasablanca },
  'registrar-casablanca': { role: 'registrar', ...atCasablanca },
  'officer-paris': { role: 'civil-officer', organisation: 'consulate:paris', scope: '00' },
  'former-officer': { role: 'civil-officer', validTo: new Date('2025-12-31T23:00:00Z') },
  health: { role: 'health-declarant' },
  'health-casablanca': { role: 'health-declarant', ...atCasablanca },
  administrator: { role: 'administrator', organisation: `commune:${sefrou}`, scope: '03' },
  national: { role: 'administrator', organisation: 'dgct', scope: '00' },
  clerk: { role: 'desk-clerk' },
} as const satisfies Record<string, Place>;

export type Staff = keyof typeof staff;

const accounts = Object.entries<Place>(staff).map(
  ([subject, { role, organisation = `commune:${sefrou}`, scope = sefrou, validTo }]) =>
    Account.fromPartial({
      id: `account-${subject}`,
      subject,
      language: 'ar',
      active: true,
      grants: [{ role, organisation, scope, ...(validTo === undefined ? {} : { validTo }) }],
      version: 1,
    }),
);

export interface DirectoryPeer {
  readonly address: string;
  close(): Promise<void>;
}

/** The directory of these tests: two communes and two consulates with their staff, over real gRPC. */
export async function startDirectoryPeer(suite: Suite): Promise<DirectoryPeer> {
  const env = suite.env('directory');
  await migrate({ service: 'directory', indexes: [], consumes: [] }, env);
  const platform = await createPlatform({ service: 'directory', env, indexes: [] });
  const methods = {
    snapshot: async ({ part }: SnapshotRequest) =>
      SnapshotResponse.fromPartial({ ...(part === 'accounts' ? { accounts } : { organisations }), end: true }),
    async resolveAccount({ subject }: ResolveAccountRequest) {
      const account = accounts.find((one) => one.subject === subject);
      return ResolveAccountResponse.fromPartial(account === undefined ? {} : { found: true, account });
    },
    getAccountContact: async ({ accountId }: GetAccountContactRequest) =>
      GetAccountContactResponse.fromPartial({ name: `ضابط ${accountId}`, language: 'ar' }),
  };
  const { rpcPort } = await serve(platform, [rpcService(DirectoryServiceService, methods as never)]);
  return {
    address: `127.0.0.1:${rpcPort}`,
    async close() {
      await platform.mongo.dropDatabase();
      await platform.close();
    },
  };
}
