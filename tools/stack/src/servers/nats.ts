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
  /** JetStream domain of a cell among others. */
  readonly domain?: string;
  /** The hub takes leaf nodes here, one user a cell. */
  readonly leafs?: { readonly port: number; readonly users: readonly Pick<NatsUser, 'name' | 'password'>[] };
  /** A cell's link to the hub. Nothing that cells publish crosses it: only what is asked in the other's domain does. */
  readonly hub?: { readonly url: string };
  /** Folder with `tls.crt`, `tls.key` and `ca.crt`: then only clients with a certificate of the same authority are taken. */
  readonly tls?: string;
  /** Command that becomes the server, given its executable and arguments. */
  readonly under?: readonly string[];
}

const tlsBlock = (folder: string): string => {
  const file = (name: string): string => JSON.stringify(join(folder, name));
  return `tls {\n  cert_file: ${file('tls.crt')}\n  key_file: ${file('tls.key')}\n  ca_file: ${file('ca.crt')}\n  verify: true\n}`;
};

function leafBlock({ leafs, hub }: NatsOptions): string {
  if (leafs !== undefined) {
    const users = leafs.users.map(userLine).join('\n');
    return `leafnodes {\n  host: 127.0.0.1\n  port: ${leafs.port}\n  authorization {\n  users: [\n${users}\n  ]\n  }\n}`;
  }
  if (hub === undefined) return '';
  const denied = quoted(['jamaa.>']);
  return `leafnodes {\n  reconnect: 1\n  remotes: [ { url: ${JSON.stringify(hub.url)}, deny_imports: ${denied}, deny_exports: ${denied} } ]\n}`;
}

const quoted = (subjects: readonly string[]): string =>
  `[${subjects.map((subject) => JSON.stringify(subject)).join(', ')}]`;

const userLine = (user: NatsUser): string => {
  const permissions =
    user.publish === undefined
      ? ''
      : `, permissions: { publish: { allow: ${quoted(user.publish)} }, subscribe: { allow: ${quoted(user.subscribe ?? [])} } }`;
  return `    { user: ${JSON.stringify(user.name)}, password: ${JSON.stringify(user.password)}${permissions} }`;
};

/** The part of a configuration that says who may do what. */
export const authorization = (users: readonly NatsUser[]): string =>
  `authorization {\n  users: [\n${users.map(userLine).join('\n')}\n  ]\n}`;

/** Starts nats-server with JetStream on disk, every write synced before it is acknowledged. */
export async function startNats(o: NatsOptions): Promise<ServerProcess> {
  await mkdir(o.data, { recursive: true });
  const config = `
host: 127.0.0.1
port: ${o.port}
${o.monitorPort === undefined ? '' : `http: "127.0.0.1:${o.monitorPort}"`}
max_payload: 1MB
${o.domain === undefined ? '' : `server_name: ${JSON.stringify(o.domain)}`}
jetstream {
${o.domain === undefined ? '' : `  domain: ${JSON.stringify(o.domain)}`}
  store_dir: ${JSON.stringify(join(o.data, 'jetstream'))}
  sync_interval: always
  max_memory_store: 64MB
  # Streams reserve their max_bytes against this figure; the disk is what really bounds them.
  max_file_store: 16TB
}
${o.tls === undefined ? '' : tlsBlock(o.tls)}
${leafBlock(o)}
${o.users === undefined ? '' : authorization(o.users)}
`;
  const file = join(o.data, 'nats.conf');
  await writeFile(file, config, { mode: 0o600 });
  const under = o.under === undefined ? {} : { under: o.under };
  return startServer({
    name: 'broker',
    executable: o.executable,
    args: ['-c', file],
    port: o.port,
    log: o.log,
    ...under,
  });
}
