import {
  type Caller,
  createCallerSigner,
  createPlatform,
  createRpcClient,
  type Grant,
  migrate,
  openKeyring,
  type Platform,
  serve,
} from '@jamaa/kit';
import { createSuite, type Suite } from '@jamaa/kit/testing';
import type { Act, Mention } from '@jamaa/proto/civil_registry/v1/acts';
import { Register } from '@jamaa/proto/civil_registry/v1/civil_registry';
import { CivilDocumentsServiceClient } from '@jamaa/proto/civil_registry/v1/documents';
import { z } from 'zod';
import { documentsEnvironment } from '../../src/documents/config.ts';
import { civilDocuments } from '../../src/documents/documents.ts';
import { documentIndexes } from '../../src/documents/rows.ts';
import type { ActSource, Print } from '../../src/documents/sources.ts';
import { sefrou } from './acts.ts';

const service = 'civil-registry';

/** The room of documents behind its gRPC door, with real keys, database and broker, over acts that the test files. */
export interface DocumentsWorld {
  readonly suite: Suite;
  readonly platform: Platform;
  readonly client: ReturnType<typeof createRpcClient<CivilDocumentsServiceClient>>;
  readonly prints: (Print & { actId: string })[];
  file(act: Act): void;
  mention(actId: string, mention: Partial<Mention>, at: Date): void;
  tokenOf(who: 'registrar' | 'officer' | 'elsewhere' | 'citizen' | 'orders' | 'anonymous'): Promise<string>;
  close(): Promise<void>;
}

const grant = (role: Grant['role'], organisation: string): Grant => ({
  role,
  organisation,
  unit: '',
  scope: sefrou.territory,
});
const grants: Readonly<Record<string, readonly Grant[]>> = {
  registrar: [grant('registrar', sefrou.organisation)],
  officer: [grant('civil-officer', sefrou.organisation)],
  elsewhere: [grant('civil-officer', 'commune:03.231.01.0'), grant('administrator', sefrou.organisation)],
};

export async function createDocumentsWorld(): Promise<DocumentsWorld> {
  const suite = await createSuite();
  const settings = z
    .object(documentsEnvironment)
    .parse({ DOCUMENT_TIME_STAMPS: 'local', PUBLIC_URL: 'https://example.ma' });
  const env = { ...suite.env(service), ...settings };
  await migrate({ service, indexes: documentIndexes, consumes: [] }, env);
  const platform = await createPlatform({ service, env, indexes: documentIndexes });
  const filed = new Map<string, Act>();
  const changed = new Map<string, Date>();
  const prints: (Print & { actId: string })[] = [];
  const acts: ActSource = {
    find: async (id) => {
      const act = filed.get(id);
      return act === undefined ? undefined : { act, bureau: sefrou };
    },
    changedSince: async (id, version) => ((filed.get(id)?.version ?? 0) > version ? changed.get(id) : undefined),
    audit: async (_session, actId, print) => void prints.push({ ...print, actId }),
    register: async ({ volume, size }) => {
      const all = [...filed.values()].filter(({ kind }) => kind === 'birth');
      const acts = all.slice((volume - 1) * size, volume * size);
      const told = {
        kind: 'birth',
        year: 2026,
        firstNumber: 1,
        lastNumber: all.length,
        head: 'f'.repeat(64),
        state: 'open',
      };
      return { register: Register.fromPartial(told), bureau: sefrou, acts };
    },
    candidates: async ({ number }) => [...filed.values()].filter((act) => number === 0 || act.number === number),
    asOf: (act, day) => ({ ...act, mentions: act.mentions.filter(({ effectiveOn }) => effectiveOn <= day) }),
  };
  const grantsOf = async (caller: Caller) => (caller.kind === 'account' ? (grants[caller.subject] ?? []) : []);
  const keyring = await openKeyring(suite.secretsDir);
  const served = await serve(platform, [await civilDocuments({ platform, env, keyring, grantsOf, acts })]);
  const client = createRpcClient(CivilDocumentsServiceClient, `127.0.0.1:${served.rpcPort}`);
  const gateway = await createCallerSigner(suite.secretsDir, 'gateway');
  const orders = await createCallerSigner(suite.secretsDir, 'document-orders');
  return {
    suite,
    platform,
    client,
    prints,
    file: (act) => void filed.set(act.id, act),
    mention(actId, mention, at) {
      const act = filed.get(actId);
      if (act === undefined) throw new Error('no such act');
      const entered = { ...act.mentions[0], ...mention } as Mention;
      filed.set(actId, { ...act, mentions: [...act.mentions, entered], version: act.version + 1 });
      changed.set(actId, at);
    },
    tokenOf(who) {
      if (who === 'orders') return orders.mint({ kind: 'service', service: 'document-orders' }, service);
      const caller: Caller =
        who === 'anonymous'
          ? { kind: 'anonymous', client: 'phone' }
          : { kind: 'account', subject: who, client: 'web', acr: 'simple' };
      return gateway.mint(caller, service);
    },
    async close() {
      client.close();
      await platform.mongo.dropDatabase();
      await platform.close();
    },
  };
}
