import { createPlatform, rpcService, serve } from '@jamaa/kit';
import type { Suite } from '@jamaa/kit/testing';
import {
  Account,
  DirectoryServiceService,
  Organisation,
  ResolveAccountResponse,
  SnapshotResponse,
} from '@jamaa/proto/directory/v1/directory';

const people: readonly (readonly [subject: string, role: string, organisation: string, scope: string])[] = [
  ['gestionnaire', 'gestionnaire', 'commune:03.451.01.09', '03.451.01.09'],
  ['clerk', 'desk-clerk', 'commune:03.451.01.09', '03.451.01.09'],
  ['operator', 'unit-member', 'operator:arma', '03'],
  ['governor', 'supervisor', 'gouverneur:03.451', '03.451'],
  ['wali', 'supervisor', 'wali:03', '03'],
  ['dgct', 'supervisor', 'dgct', '00'],
];
const bodies = ['commune:03.451.01.09', 'province:03.451', 'province:03.231', 'region:03', 'region:06'];

/** The directory of these tests answers with one snapshot. */
export async function startDirectory(suite: Suite): Promise<{ address: string; close(): Promise<void> }> {
  const platform = await createPlatform({ service: 'directory', env: suite.env('directory'), indexes: [] });
  const accounts = people.map(([subject, role, organisation, scope]) =>
    Account.fromPartial({
      ...{ id: subject, subject, active: true, version: 1, language: 'ar' },
      grants: [{ role, organisation, unit: '', scope }],
    }),
  );
  const organisations = bodies.map((id) =>
    Organisation.fromPartial({ id, kind: id.split(':')[0], territory: id.split(':')[1], version: 1 }),
  );
  const methods = {
    resolveAccount: async () => ResolveAccountResponse.fromPartial({ found: false }),
    snapshot: async () => SnapshotResponse.fromPartial({ accounts, organisations, end: true }),
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
