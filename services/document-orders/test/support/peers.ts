import { createPlatform, migrate, type RpcCall, rpcService, serve } from '@jamaa/kit';
import type { Suite } from '@jamaa/kit/testing';
import {
  CivilDocument,
  CivilDocumentsServiceService,
  type MatchActRequest,
  MatchActResponse,
  type ProduceDocumentRequest,
  ProduceDocumentResponse,
} from '@jamaa/proto/civil_registry/v1/documents';
import {
  Account,
  DirectoryServiceService,
  type ResolveAccountRequest,
  ResolveAccountResponse,
  type SnapshotRequest,
  SnapshotResponse,
} from '@jamaa/proto/directory/v1/directory';

export const sefrou = '03.451.01.09-1';
export const fes = '03.231.01.01-1';

const staff = Object.entries({ sefrou, fes }).map(([name, bureau]) => {
  const commune = bureau.slice(0, -2);
  const grant = { role: 'registrar', organisation: `commune:${commune}`, unit: '', scope: commune };
  const subject = `registrar-${name}`;
  return Account.fromPartial({ id: subject, subject, language: 'ar', active: true, grants: [grant], version: 1 });
});

const office = (role: string, scope: string) =>
  Account.fromPartial({
    ...{ id: `${role}-${scope}`, subject: `${role}-${scope}`, language: 'ar', active: true, version: 1 },
    grants: [{ role, organisation: `region:${scope}`, unit: '', scope }],
  });
staff.push(office('administrator', '03'), office('administrator', '06'), office('auditor', '03'));

export interface Stub {
  readonly address: string;
  close(): Promise<void>;
}

/** The directory of these tests, over real gRPC: one registrar in each of two bureaux. */
export async function startDirectory(suite: Suite): Promise<Stub> {
  const env = suite.env('directory');
  await migrate({ service: 'directory', indexes: [], consumes: [] }, env);
  const platform = await createPlatform({ service: 'directory', env, indexes: [] });
  const methods = {
    snapshot: async ({ part }: SnapshotRequest) =>
      SnapshotResponse.fromPartial({ ...(part === 'accounts' ? { accounts: staff } : {}), end: true }),
    async resolveAccount({ subject }: ResolveAccountRequest) {
      const account = staff.find((one) => one.subject === subject);
      return ResolveAccountResponse.fromPartial(account === undefined ? {} : { found: true, account });
    },
  };
  const { rpcPort } = await serve(platform, [rpcService(DirectoryServiceService, methods as never)]);
  return { address: `127.0.0.1:${rpcPort}`, close: () => end(platform) };
}

export interface RegistryStub extends Stub {
  /** Documents that were made, in order. */
  readonly made: ProduceDocumentRequest[];
  /** What MatchAct answers next. */
  match: Partial<MatchActResponse>;
}

/** civil-registry as its contract has it: makes a document of any act, of the bureau of Sefrou. */
export async function startRegistry(suite: Suite): Promise<RegistryStub> {
  const env = suite.env('civil-registry');
  await migrate({ service: 'civil-registry', indexes: [], consumes: [] }, env);
  const platform = await createPlatform({ service: 'civil-registry', env, indexes: [] });
  const stub: RegistryStub = {
    address: '',
    made: [],
    match: { outcome: 'one', actId: 'act-1' },
    close: () => end(platform),
  };
  const methods = {
    async produceDocument(request: ProduceDocumentRequest, { caller }: RpcCall) {
      if (caller.kind !== 'service' || caller.service !== 'document-orders') throw new Error('not you');
      stub.made.push(request);
      const bureauId = request.actId === 'act-of-fes' ? fes : sefrou;
      const document = CivilDocument.fromPartial({ id: `document-${stub.made.length}`, bureauId, state: 'valid' });
      return ProduceDocumentResponse.fromPartial({ document });
    },
    matchAct: async (_request: MatchActRequest) => MatchActResponse.fromPartial(stub.match),
  };
  const { rpcPort } = await serve(platform, [rpcService(CivilDocumentsServiceService, methods as never)]);
  return Object.assign(stub, { address: `127.0.0.1:${rpcPort}` });
}

async function end(platform: Awaited<ReturnType<typeof createPlatform>>): Promise<void> {
  await platform.mongo.dropDatabase();
  await platform.close();
}
