import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ServerProcess, startServer } from './process.ts';

export interface NatsUser {
  readonly name: string;
  readonly password: string;
  readonly publish?: readonly string[];
  readonly subscribe?: readonly string[];
}

export interface NatsOptions {
  readonly executable: string;
  readonly data: string;
  readonly log: string;
  readonly port: number;
  readonly monitorPort?: number;
  readonly users?: readonly NatsUser[];
  /** Folder with `tls.crt`, `tls.key` and `ca.crt`: then only clients with a certificate of the same authority are taken. */
  readonly tls?: string;
}

const tlsBlock = (folder: string): string => {
  const file = (name: string): string => JSON.stringify(join(folder, name));
  return `tls {\n  cert_file: ${file('tls.crt')}\n  key_file: ${file('tls.key')}\n  ca_file: ${file('ca.crt')}\n  verify: true\n}`;
};

const quoted = (subjects: readonly string[]): string =>
  `[${subjects.map((subject) => JSON.stringify(subject)).join(', ')}]`;

const userLine = (user: NatsUser): string => {
  const permissions =
    user.publish === undefined
      ? ''
      : `, permissions: { publish: { allow: ${quoted(user.publish)} }, subscribe: { allow: ${quoted(user.subscribe ?? [])} } }`;
  return `    { user: ${JSON.stringify(user.name)}, password: ${JSON.stringify(user.password)}${permissions} }`;
};

/** Starts nats-server with JetStream on disk, every write synced before it is acknowledged. */
export async function startNats(o: NatsOptions): Promise<ServerProcess> {
  await mkdir(o.data, { recursive: true });
  const config = `
host: 127.0.0.1
port: ${o.port}
${o.monitorPort === undefined ? '' : `http: "127.0.0.1:${o.monitorPort}"`}
max_payload: 1MB
jetstream {
  store_dir: ${JSON.stringify(join(o.data, 'jetstream'))}
  sync_interval: always
  max_memory_store: 64MB
  # Streams reserve their max_bytes against this figure; the disk is what really bounds them.
  max_file_store: 16TB
}
${o.tls === undefined ? '' : tlsBlock(o.tls)}
${o.users === undefined ? '' : `authorization {\n  users: [\n${o.users.map(userLine).join('\n')}\n  ]\n}`}
`;
  const file = join(o.data, 'nats.conf');
  await writeFile(file, config, { mode: 0o600 });
  return startServer({ name: 'broker', executable: o.executable, args: ['-c', file], port: o.port, log: o.log });
}
