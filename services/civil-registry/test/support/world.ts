import { join } from 'node:path';
import { type Caller, connectMongo, createCallerSigner, createRpcClient, migrate, type Rpc } from '@jamaa/kit';
import { type Child, createSuite, type Suite, startChild, until } from '@jamaa/kit/testing';
import { FileHolderServiceClient } from '@jamaa/proto/attachments/v1/attachments';
import { CivilRegistryServiceClient } from '@jamaa/proto/civil_registry/v1/civil_registry';
import { RegisterImportServiceClient } from '@jamaa/proto/civil_registry/v1/imports';
import { RegisterPagesServiceClient } from '@jamaa/proto/civil_registry/v1/pages';
import type { Connection } from 'mongoose';
import { migration } from '../../src/store/indexes.ts';
import { type DirectoryPeer, type Staff, startDirectoryPeer } from './directory.ts';

type Methods<C> = Rpc<C>;
/** Calls of one service on behalf of somebody. */
type As<C> = (
  by: Staff | Caller,
) => <K extends keyof Methods<C>>(method: K, request: Parameters<Methods<C>[K]>[0]) => ReturnType<Methods<C>[K]>;

export interface Registry {
  readonly child: Child;
  readonly as: As<CivilRegistryServiceClient>;
  /** The same of the service that takes over old registers. */
  readonly imports: As<RegisterImportServiceClient>;
  /** The same of the index of scanned pages. */
  readonly pages: As<RegisterPagesServiceClient>;
  /** The same of the files it keeps; by a service under its own name. */
  readonly holder: As<FileHolderServiceClient>;
  close(): void;
}

export interface World {
  readonly suite: Suite;
  /** The registry's own database. */
  readonly mongo: Connection;
  /** Starts a process of the registry, and waits until it is ready. */
  start(more?: Record<string, string>): Promise<Registry>;
  /** Starts the real service that keeps files; its address. Intake, which it asks before it throws files away, is out of its reach. */
  attachments(): Promise<{ readonly address: string; readonly mongo: Connection }>;
  close(): Promise<void>;
}

const services = join(import.meta.dirname, '../../..');
const script = (service: string, name: string): string => join(services, service, `src/${name}.ts`);
export const account = (subject: string): Caller => ({ kind: 'account', subject, client: 'test', acr: 'strong' });

/** Real servers, the real gis as a process, a small directory; the registry is started by the test. */
export async function createWorld(): Promise<World> {
  const suite = await createSuite();
  const children: Child[] = [];
  const closers: (() => void)[] = [];
  const loud = { LOG_LEVEL: 'info' };
  const run = (service: string, name: string, variables: Record<string, string>): Child => {
    const child = startChild(script(service, name), variables);
    children.push(child);
    return child;
  };
  const migrated = await run('gis', 'migrate', suite.variables('gis')).ended();
  if (migrated.code !== 0) throw new Error(`gis not migrated: ${children.at(-1)?.stderr()}`);
  const directory: DirectoryPeer = await startDirectoryPeer(suite);
  await migrate(migration, suite.env('civil-registry'));
  const gis = await listening(run('gis', 'main', suite.variables('gis', loud)));
  const open = (service: string): Promise<Connection> => {
    const { MONGODB_URI: uri, MONGODB_DATABASE: database = '' } = suite.env(service);
    return connectMongo({ uri, database, appName: 'test' });
  };
  const [mongo, territory] = [await open('civil-registry'), await open('gis')];
  let files: Connection | undefined;
  const gateway = await createCallerSigner(suite.secretsDir, 'gateway');
  return {
    suite,
    mongo,
    async start(more = {}) {
      const addresses = { GIS_ADDRESS: `127.0.0.1:${gis.rpc}`, DIRECTORY_ADDRESS: directory.address };
      const child = run(
        'civil-registry',
        'main',
        suite.variables('civil-registry', { ...addresses, ...loud, ...more }),
      );
      const ports = await listening(child);
      await until(
        'ready',
        async () => (await fetch(`http://127.0.0.1:${ports.admin}/readyz`).catch(() => undefined))?.ok,
      );
      const address = `127.0.0.1:${ports.rpc}`;
      const acts = createRpcClient(CivilRegistryServiceClient, address);
      const imports = createRpcClient(RegisterImportServiceClient, address);
      const pages = createRpcClient(RegisterPagesServiceClient, address);
      const holder = createRpcClient(FileHolderServiceClient, address);
      const close = (): void => {
        for (const one of [acts, imports, pages, holder]) one.close();
      };
      closers.push(close);
      const on =
        ({ call }: { readonly call: object }) =>
        (by: Staff | Caller) =>
        (method: string, request: unknown) => {
          const send = async (): Promise<unknown> => {
            const caller = typeof by === 'string' ? account(by) : by;
            const signer =
              caller.kind === 'service' ? await createCallerSigner(suite.secretsDir, caller.service) : gateway;
            const token = await signer.mint(caller, 'civil-registry');
            const one = Reflect.get(call, method) as (request: unknown, options: object) => Promise<unknown>;
            return one(request, { token, deadlineMs: 30_000 });
          };
          return send();
        };
      return {
        child,
        close,
        as: on(acts) as never,
        imports: on(imports) as never,
        pages: on(pages) as never,
        holder: on(holder) as never,
      };
    },
    async attachments() {
      const migration = run('attachments', 'migrate', suite.variables('attachments'));
      if ((await migration.ended()).code !== 0) throw new Error(`attachments not migrated: ${migration.stderr()}`);
      const variables = { INTAKE_ADDRESS: '127.0.0.1:9', ...loud };
      const { rpc } = await listening(run('attachments', 'main', suite.variables('attachments', variables)));
      files = await open('attachments');
      return { address: `127.0.0.1:${rpc}`, mongo: files };
    },
    async close() {
      for (const close of closers) close();
      // In order, not with SIGKILL: a transaction left open would hold up the end of its database for a minute.
      await Promise.all(children.map((child) => child.kill()));
      await directory.close();
      for (const connection of [mongo, territory, ...(files === undefined ? [] : [files])]) {
        await connection.dropDatabase();
        await connection.close();
      }
    },
  };
}

/** The ports that a process says it listens on; fails with what it wrote when it ends before. */
const listening = (child: Child): Promise<{ rpc: number; admin: number }> =>
  until('listening', () => {
    if (child.process.exitCode !== null || child.process.signalCode !== null)
      throw new Error(`ended: ${child.stderr()} ${child.stdout()}`);
    const line = child
      .stdout()
      .split('\n')
      .find((one) => one.includes('"listening"'));
    return line !== undefined && (JSON.parse(line) as { rpc: number; admin: number });
  });
