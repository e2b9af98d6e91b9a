import {
  AppError,
  appendEvents,
  createPlatform,
  encodeEvent,
  inTransaction,
  migrate,
  rpcService,
  serve,
} from '@jamaa/kit';
import type { Suite } from '@jamaa/kit/testing';
import { directoryEvents } from '@jamaa/proto/catalog';
import {
  Account,
  DirectoryServiceService,
  Organisation,
  ResolveAccountResponse,
  SnapshotResponse,
} from '@jamaa/proto/directory/v1/directory';

/** Stands in for the directory: a few organisations and accounts over real gRPC, changes through its journal. */
export interface FakeDirectory {
  readonly address: string;
  publish(organisation: Organisation): Promise<void>;
  close(): Promise<void>;
}

export const organisation = (id: string, kind: string, territory: string, units: readonly string[], version = 1) =>
  Organisation.fromPartial({
    id,
    kind,
    territory,
    name: { ar: id, fr: id },
    units: units.map((code) => ({ code, name: { ar: code, fr: code } })),
    onPlatform: true,
    version,
  });

const communeUnits = [
  ...['technical', 'hygiene', 'civil-status', 'urbanism-economy', 'finance', 'administration', 'direction'],
];

const regions = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, '0'));
const elsewhere = regions.filter((code) => !['03', '06'].includes(code)).map((code) => `${code}.001.01.01`);

/** Sefrou, its neighbour Azzaba, and Casablanca, with all that stands above them and beside them; one commune in every other région. */
export const organisations = [
  ...['03.451.01.09', '03.451.07.05', '06.141.01.0', ...elsewhere].map((code) =>
    organisation(`commune:${code}`, 'commune', code, communeUnits),
  ),
  ...['03.451', '06.141'].flatMap((code) => [
    organisation(`province:${code}`, 'province', code, ['social', 'technical', 'administration']),
    organisation(`gouverneur:${code}`, 'gouverneur', code, ['taxis', 'urbanism', 'named-officer', 'administration']),
  ]),
  ...regions.flatMap((code) => [
    organisation(`region:${code}`, 'region', code, ['technical', 'administration']),
    organisation(`wali:${code}`, 'wali', code, ['administration']),
    organisation(`srm:${code}`, 'srm', code, ['water', 'electricity', 'sewerage', 'lighting', 'administration']),
  ]),
  ...['igat', 'dgct', 'onee', 'onssa', 'operator:arma', 'etat:dgsn'].map((id) =>
    organisation(id, id.split(':')[0] ?? id, '00', ['administration']),
  ),
];

const account = (subject: string, role: string, at: string, scope: string): Account =>
  Account.fromPartial({
    id: `account-${subject}`,
    subject,
    language: 'ar',
    active: true,
    version: 1,
    grants: [{ role, organisation: at, unit: '', scope }],
  });

export const accounts = [
  account('national', 'administrator', 'dgct', '00'),
  account('regional', 'administrator', 'wali:03', '03'),
  account('inspector', 'auditor', 'igat', '00'),
  account('clerk', 'desk-clerk', 'commune:03.451.01.09', '03.451.01.09'),
];

export async function startDirectory(suite: Suite): Promise<FakeDirectory> {
  const env = suite.env('directory');
  await migrate({ service: 'directory', indexes: [], consumes: [] }, env);
  const platform = await createPlatform({ service: 'directory', env, indexes: [] });
  const methods = {
    resolveAccount: async () => ResolveAccountResponse.fromPartial({ found: false }),
    snapshot: async ({ part }: { part: string }) => {
      if (part === 'organisations') return SnapshotResponse.fromPartial({ organisations, end: true });
      if (part === 'accounts') return SnapshotResponse.fromPartial({ accounts, end: true });
      throw new AppError('validation-failed', part);
    },
  };
  const { rpcPort } = await serve(platform, [rpcService(DirectoryServiceService, methods as never)]);
  return {
    address: `127.0.0.1:${rpcPort}`,
    async publish(one) {
      const head = { type: 'organisation', id: one.id, version: one.version - 1 };
      const event = encodeEvent(directoryEvents.organisationChanged, { organisation: one });
      await inTransaction(platform.mongo, async (session) => void appendEvents(session, head, [event], new Date()));
      platform.relay.poke();
    },
    async close() {
      await platform.mongo.dropDatabase();
      await platform.close();
    },
  };
}
