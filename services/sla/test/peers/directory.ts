import { AppError, appendEvents, createPlatform, encodeEvent, inTransaction, rpcService, serve } from '@jamaa/kit';
import type { Suite } from '@jamaa/kit/testing';
import { directoryEvents } from '@jamaa/proto/catalog';
import {
  Account,
  DirectoryServiceService,
  type GetSupervisionLineRequest,
  GetSupervisionLineResponse,
  type Organisation,
  ResolveAccountResponse,
  SnapshotResponse,
} from '@jamaa/proto/directory/v1/directory';
import type { LineLevel } from '../../src/domain/firing.ts';

/** The directory of these tests: lines of supervision and accounts over real gRPC, changes of accounts through its journal. */
export interface DirectoryPeer {
  readonly address: string;
  /** Organisation id → line; what is not listed is answered with not-found. */
  readonly lines: Map<string, readonly LineLevel[]>;
  /** Organisation and unit of every question so far. */
  readonly asked: string[];
  /** What the first copy of accounts finds. */
  readonly accounts: Account[];
  readonly organisations: Organisation[];
  /** While set, questions for lines are answered with `unavailable`. */
  setAway(away: boolean): void;
  publishAccount(account: Partial<Account>): Promise<void>;
  close(): Promise<void>;
}

export async function startDirectoryPeer(suite: Suite): Promise<DirectoryPeer> {
  const platform = await createPlatform({ service: 'directory', env: suite.env('directory'), indexes: [] });
  const lines = new Map<string, readonly LineLevel[]>();
  const asked: string[] = [];
  const accounts: Account[] = [];
  const organisations: Organisation[] = [];
  let away = false;
  const methods = {
    async getSupervisionLine({ organisation, unit }: GetSupervisionLineRequest) {
      if (away) throw new AppError('unavailable', 'away');
      asked.push(`${organisation} ${unit}`.trim());
      const line = lines.get(organisation);
      if (line === undefined) throw new AppError('not-found', 'no such organisation');
      return GetSupervisionLineResponse.fromPartial({
        levels: line.map((level) => ({ ...level, accountIds: [...level.accountIds] })),
      });
    },
    resolveAccount: async () => ResolveAccountResponse.fromPartial({ found: false }),
    snapshot: async () => SnapshotResponse.fromPartial({ accounts, organisations, end: true }),
  };
  const { rpcPort } = await serve(platform, [rpcService(DirectoryServiceService, methods as never)]);
  return {
    address: `127.0.0.1:${rpcPort}`,
    lines,
    asked,
    accounts,
    organisations,
    setAway(now) {
      away = now;
    },
    async publishAccount(partial) {
      const account = Account.fromPartial(partial);
      const head = { type: 'account', id: account.id, version: account.version - 1 };
      const event = encodeEvent(directoryEvents.accountChanged, { account });
      await inTransaction(platform.mongo, async (session) => appendEvents(session, head, [event], new Date()));
      platform.relay.poke();
    },
    async close() {
      await platform.mongo.dropDatabase();
      await platform.close();
    },
  };
}
