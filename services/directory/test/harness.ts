import { type Caller, createCallerSigner, createRpcClient, migrate, type Rpc, readConfig } from '@jamaa/kit';
import type { Suite } from '@jamaa/kit/testing';
import { DirectoryServiceClient } from '@jamaa/proto/directory/v1/directory';
import { config } from '../src/config.ts';
import { createContext, type DirectoryContext } from '../src/context.ts';
import { indexes } from '../src/store/rows.ts';

export const migrateDirectory = (suite: Suite): Promise<void> =>
  migrate({ service: 'directory', indexes, consumes: [] }, suite.env('directory'));

export const startDirectory = (suite: Suite, more: Record<string, string> = {}): Promise<DirectoryContext> =>
  createContext(readConfig(config, suite.variables('directory', more)));

type Method = keyof Rpc<DirectoryServiceClient>;

export interface DirectoryClient {
  /** Calls as somebody: people through the gateway, services as themselves. */
  as(
    caller: Caller,
  ): <K extends Method>(
    method: K,
    request: Parameters<Rpc<DirectoryServiceClient>[K]>[0],
  ) => ReturnType<Rpc<DirectoryServiceClient>[K]>;
  close(): void;
}

export async function connectDirectory(suite: Suite, port: number): Promise<DirectoryClient> {
  const client = createRpcClient(DirectoryServiceClient, `127.0.0.1:${port}`);
  const gateway = await createCallerSigner(suite.secretsDir, 'gateway');
  return {
    as: (caller) => (method, request) => {
      const run = async (): Promise<unknown> => {
        const signer = caller.kind === 'service' ? await createCallerSigner(suite.secretsDir, caller.service) : gateway;
        const token = await signer.mint(caller, 'directory');
        const send = client.call[method] as (request: unknown, options: object) => Promise<unknown>;
        return send(request, { token, deadlineMs: 30_000 });
      };
      return run() as never;
    },
    close: () => client.close(),
  };
}

export const service = (name: string): Caller => ({ kind: 'service', service: name });
export const anonymous: Caller = { kind: 'anonymous', client: 'portal' };
export const person = (subject: string, email?: string): Caller => ({
  kind: 'account',
  subject,
  client: 'portal',
  acr: 'strong',
  ...(email === undefined ? {} : { email }),
});

export const csv = (...lines: string[]): Buffer =>
  Buffer.from(['email,name,organisation,unit,role,scope,language', ...lines].join('\n'));

/** The code of the error with which a call ends; `ok` when it does not. */
export const codeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'ok',
    (error: { code?: string }) => error.code ?? 'no code',
  );
