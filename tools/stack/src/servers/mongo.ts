import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { type ServerProcess, startServer } from './process.ts';

export interface MongoUser {
  readonly name: string;
  readonly password: string;
  /** The one database the user may read and write; `undefined` for the administrator. */
  readonly database?: string;
}

export interface MongoOptions {
  readonly executable: string;
  readonly data: string;
  readonly log: string;
  readonly port: number;
  /** With users, the server asks for a password and grants each its own database only. */
  readonly users?: readonly MongoUser[];
  /** What its cache may take, like `2G` (default: a sixth of the machine's memory). */
  readonly cache?: string;
  /** Command that becomes the server, given its executable and arguments. */
  readonly under?: readonly string[];
  /** Told what a long start is waiting for. */
  readonly say?: (line: string) => void;
  /** Aborting it ends a start that is still waiting. */
  readonly signal?: AbortSignal;
}

/**
 * It writes what it holds to its files before it ends, and reads its log when it could not: minutes with millions of rows. Killed earlier, the
 * next start takes longer still.
 */
const PATIENCE = { startMs: 1_800_000, stopMs: 600_000 };

/** Starts the embedded MongoDB-wire server with every commit synced to disk. */
export async function startMongo(o: MongoOptions): Promise<ServerProcess> {
  await mkdir(o.data, { recursive: true });
  const start = (auth: boolean) =>
    startServer({
      name: 'database',
      executable: o.executable,
      port: o.port,
      log: o.log,
      cwd: o.data,
      patience: PATIENCE,
      ...(o.say === undefined ? {} : { say: o.say }),
      ...(o.under === undefined ? {} : { under: o.under }),
      ...(o.signal === undefined ? {} : { signal: o.signal }),
      args: [
        '--host',
        '127.0.0.1',
        '--port',
        String(o.port),
        '--storage-path',
        join(o.data, 'db'),
        '--sync-on-commit',
        '--cache-size',
        o.cache ?? shareOfMemory(1 / 6),
        '--log-level',
        'WARNING',
        '--log-file-max',
        '128MB',
        ...(auth ? ['--auth'] : []),
      ],
    });
  if (o.users === undefined) return start(false);
  const done = join(o.data, 'users-created');
  // With their databases: a service that was added, or whose database was named anew, gets its rights on old data too.
  const wanted = o.users.map(({ name, database = '' }) => `${name} ${database}`).join('\n');
  if (!existsSync(done) || (await readFile(done, 'utf8')) !== wanted) {
    // The server has no localhost exception: users are made before it asks for passwords.
    const open = await start(false);
    await createUsers(`mongodb://127.0.0.1:${o.port}/admin?directConnection=true`, o.users);
    await open.stop();
    await writeFile(done, wanted);
  }
  return start(true);
}

/** A share of the machine's memory for a cache, in whole GB from 1 to 8: the indexes of a million rows do not fit in one. */
export function shareOfMemory(share: number): string {
  return `${Math.min(8, Math.max(1, Math.floor((totalmem() * share) / 2 ** 30)))}G`;
}

/** Makes users with their own databases, or gives those that exist the password and rights named. */
export async function createUsers(uri: string, users: readonly MongoUser[]): Promise<void> {
  const connection = await mongoose.createConnection(uri, { dbName: 'admin' }).asPromise();
  for (const user of users) {
    const roles =
      user.database === undefined
        ? ['root']
        : [
            { role: 'readWrite', db: user.database },
            { role: 'dbAdmin', db: user.database },
          ];
    const exists = await connection.db?.command({ usersInfo: user.name });
    const command = (exists?.['users'] as unknown[] | undefined)?.length ? 'updateUser' : 'createUser';
    await connection.db?.command({ [command]: user.name, pwd: user.password, roles });
  }
  await connection.close();
}
