import { createPlatform, migrate, rpcService, serve } from '@jamaa/kit';
import type { Suite } from '@jamaa/kit/testing';
import {
  Account,
  DirectoryServiceService,
  Organisation,
  type ResolveAccountRequest,
  ResolveAccountResponse,
  type SnapshotRequest,
  SnapshotResponse,
} from '@jamaa/proto/directory/v1/directory';

export const sefrou = '03.451.01.09';

/** One commune whose staff these tests have, and bodies that are only known. */
export interface Place {
  readonly commune: string;
  readonly name: { readonly ar: string; readonly fr: string };
  readonly bodies?: readonly string[];
}

export const atSefrou: Place = { commune: sefrou, name: { ar: 'جماعة صفرو', fr: 'Commune de Sefrou' } };

const bodyOf = ({ commune, name }: Place): Organisation =>
  Organisation.fromPartial({
    id: `commune:${commune}`,
    kind: 'commune',
    name,
    territory: commune,
    units: ['technical', 'hygiene', 'administration'].map((code) => ({ code, name: { ar: code, fr: code } })),
    validationRequired: true,
    onPlatform: true,
    version: 1,
  });

const known = (id: string): Organisation =>
  Organisation.fromPartial({
    id,
    kind: 'commune',
    name: { ar: id, fr: id },
    territory: id.replace(/^[a-z]+:/, ''),
    onPlatform: true,
    version: 1,
  });

/** Subjects of the staff of these tests, by what they are to a case of the technical unit of Sefrou. */
const staff = {
  member: { role: 'unit-member', unit: 'technical' },
  colleague: { role: 'unit-member', unit: 'technical' },
  stranger: { role: 'unit-member', unit: 'hygiene' },
  validator: { role: 'validator', unit: '' },
  gestionnaire: { role: 'gestionnaire', unit: '' },
  administrator: { role: 'administrator', unit: '' },
  coordinator: { role: 'coordinator', unit: 'technical' },
  governor: { role: 'supervisor', unit: '' },
} as const satisfies Record<string, { role: string; unit: string }>;

export type Staff = keyof typeof staff;

const accountsAt = ({ commune }: Place): Account[] =>
  Object.entries<{ role: string; unit: string }>(staff).map(([subject, { role, unit }]) => {
    const province = commune.slice(0, 6);
    const grant =
      role === 'supervisor'
        ? { role, unit, organisation: `gouverneur:${province}`, scope: province }
        : { role, unit, organisation: `commune:${commune}`, scope: commune };
    return Account.fromPartial({
      id: `account-${subject}`,
      subject,
      language: 'ar',
      active: true,
      grants: [grant],
      version: 1,
    });
  });

export interface DirectoryPeer {
  readonly address: string;
  close(): Promise<void>;
}

/** The directory of these tests: one commune, its technical unit and their staff, over real gRPC. */
export async function startDirectoryPeer(suite: Suite, place: Place): Promise<DirectoryPeer> {
  const organisations = [bodyOf(place), ...(place.bodies ?? []).map(known)];
  const accounts = accountsAt(place);
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
