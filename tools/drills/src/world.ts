import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '@jamaa/kit/testing';
import {
  type Cells,
  type DrillSettings,
  databaseOf,
  Room,
  type ServiceName,
  type Stack,
  type StackOptions,
  startCells,
  startStack,
} from '@jamaa/stack';
import mongoose, { type Connection } from 'mongoose';
import { Certificates } from './certificates.ts';

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
  #certificates: Certificates | undefined;
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

  /** Where the process of a service reads, at its start, by how many milliseconds its clock is to be wrong. */
  skewFile(process: string): string {
    return join(this.folder, `skew-${process}`);
  }

  get #drill(): DrillSettings {
    return {
      under: { mongo: this.room('mongo').under },
      brokerTls: this.#certificates?.of('nats'),
      more: (name) => ({ CLOCK_SKEW_FILE: this.skewFile(name), ...this.#tlsOf(name) }),
    };
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
    await this.#cells?.stop();
    this.#cells = undefined;
    this.#stack = await startStack(options, { drill: this.#drill }, this.say);
    return this.#stack;
  }

  /** The stack with mutual TLS between all processes and the broker; starts it so. Its certificates are read again twice a second. */
  async secured(): Promise<Certificates> {
    await this.stop();
    this.#certificates = await Certificates.create(join(this.folder, 'tls'), [...needed, 'gateway', 'nats']);
    await this.stack();
    return this.#certificates;
  }

  #tlsOf(name: string): Record<string, string> {
    if (this.#certificates === undefined) return {};
    return { TLS_DIR: this.#certificates.of(name), TLS_REFRESH_MS: '500' };
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
    this.#certificates = undefined;
    await this.#cells?.stop();
    this.#cells = undefined;
  }

  /** Ends a process in order and waits until the stack has started it again. */
  async startAnew(name: ServiceName): Promise<void> {
    const stack = await this.stack();
    const pid = stack.pidOf(name);
    if (pid === undefined) throw new Error(`no ${name} runs`);
    process.kill(pid, 'SIGTERM');
    await until(`${name} is another process`, () => ![undefined, pid].includes(stack.pidOf(name)), 60_000);
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
