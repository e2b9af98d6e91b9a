import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Cells,
  databaseOf,
  Room,
  type ServiceName,
  type Stack,
  type StackOptions,
  startCells,
  startStack,
} from '@jamaa/stack';
import mongoose, { type Connection } from 'mongoose';

/** Those that a complaint passes: what the drills need, and no more. */
export const needed: readonly ServiceName[] = ['directory', 'gis', 'intake', 'routing', 'sla', 'notifications'];

/** A platform of its own, with throw-away data; drills of one run share it. */
export class World {
  readonly port: number;
  /** Few filings and short stretches: for the test suite. */
  readonly reduced: boolean;
  readonly folder: string;
  readonly say: (line: string) => void;
  readonly #rooms: Readonly<Record<'mongo' | 'nats', Room>>;
  #stack: Stack | undefined;
  #cells: Cells | undefined;

  private constructor(port: number, reduced: boolean, folder: string, say: (line: string) => void) {
    this.port = port;
    this.reduced = reduced;
    this.folder = folder;
    this.say = say;
    this.#rooms = { mongo: new Room(join(folder, 'room-mongo')), nats: new Room(join(folder, 'room-nats')) };
  }

  static async open(port: number, reduced: boolean, say: (line: string) => void): Promise<World> {
    return new World(port, reduced, await mkdtemp(join(tmpdir(), 'jamaa-drill-')), say);
  }

  get data(): string {
    return join(this.folder, 'stack');
  }

  /** How much the files of a server may hold. */
  room(server: 'mongo' | 'nats'): Room {
    return this.#rooms[server];
  }

  /** The running stack; starts it when it does not run. */
  async stack(): Promise<Stack> {
    const options: StackOptions = {
      help: false,
      fresh: false,
      port: this.port,
      data: this.data,
      only: needed,
      logLevel: 'info',
      quotaScale: '100000',
    };
    if (this.#stack !== undefined) return this.#stack;
    await this.stop();
    this.#stack = await startStack(options, { drill: { under: { mongo: this.room('mongo').under } } }, this.say);
    return this.#stack;
  }

  /** Two régions' cells and the hub instead of the one platform, whose place and ports they take; starts them when they do not run. */
  async cells(): Promise<Cells> {
    if (this.#cells !== undefined) return this.#cells;
    await this.stop();
    const data = join(this.folder, 'cells');
    const { port, say } = this;
    const options = { help: false, fresh: false, regions: ['03', '06'], port, data, logLevel: 'info' };
    this.#cells = await startCells({ ...options, quotaScale: '100000' }, {}, say);
    return this.#cells;
  }

  async stop(): Promise<void> {
    await this.#stack?.stop();
    this.#stack = undefined;
    await this.#cells?.stop();
    this.#cells = undefined;
  }

  /** Address of the database as its administrator. */
  async administratorUri(): Promise<string> {
    const { settings } = await this.stack();
    const password = settings.secrets.password('admin');
    return `mongodb://admin:${password}@127.0.0.1:${settings.ports.mongo}/?authSource=admin&directConnection=true`;
  }

  /** A service's database, past the service. */
  async database<T>(service: ServiceName, look: (connection: Connection) => Promise<T>): Promise<T> {
    const dbName = databaseOf(service);
    const connection = await mongoose.createConnection((await this.stack()).mongoUri(service), { dbName }).asPromise();
    return look(connection).finally(() => connection.close());
  }

  async close(): Promise<void> {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
