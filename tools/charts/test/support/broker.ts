import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fetchServer, pinnedNats, type ServerProcess, serversFolder, startServer } from '@jamaa/stack';
import { parse, parseAllDocuments } from 'yaml';
import { valuesOf } from '../../src/cell-values.ts';
import { namespaceOf } from '../../src/overlays.ts';
import { partValues } from '../../src/parts/values.ts';
import { makeSecrets, type SecretsWanted } from '../../src/secrets/make.ts';
import { manifestsOfCell } from './cells.ts';

/** What is made for a cell, when others give what is said here, and something for everything else. */
export const secretsWanted = async (cell: string, given: Readonly<Record<string, string>>): Promise<SecretsWanted> => ({
  of: valuesOf(cell),
  namespace: namespaceOf(cell),
  manifests: await manifestsOfCell(cell),
  mongodb: 'mongodb:27017',
  given: (key: string) => Promise.resolve(key in given ? given[key] : 'of others'),
});

export interface Broker {
  readonly url: string;
  /** Of a user, as the cell's Secrets say it. */
  password(user: string): string;
  /** With what other régions come here, by code. */
  readonly links: ReadonlyMap<string, string>;
  stop(): Promise<void>;
}

interface Secret {
  readonly metadata: { readonly name: string };
  readonly stringData: Readonly<Record<string, string>>;
}

/**
 * One server with the values rendered for a cell's broker and the Secrets made for it: what the broker's own chart makes of them, on this
 * machine. `at` stands in the place of the hub's address, `leafs` in that of the port there.
 */
export async function startBroker(o: {
  readonly cell: string;
  readonly folder: string;
  readonly tls: string;
  readonly port: number;
  readonly leafs: number;
  readonly linkPassword?: string;
}): Promise<Broker> {
  const { config, container } = parse(partValues(o.cell)['nats.values.yaml'] ?? '');
  const made = await makeSecrets(await secretsWanted(o.cell, { HUB_LINK_PASSWORD: o.linkPassword ?? '' }));
  const secrets = parseAllDocuments(made.parts).map((one) => one.toJS() as Secret);
  const value = (name: string, key: string): string =>
    secrets.find((one) => one.metadata.name === name)?.stringData[key] ?? '';
  const variables = Object.entries<{ valueFrom: { secretKeyRef: { name: string; key: string } } }>(container.env);
  const env = variables.map(
    ([
      name,
      {
        valueFrom: { secretKeyRef: ref },
      },
    ]) => {
      const text = value(ref.name, ref.key).replace(/@nats\.00\..*$/, `@localhost:${o.leafs}`);
      if (text === '') throw new Error(`no Secret has ${ref.name}: ${ref.key}`);
      return `${name}=${text}`;
    },
  );
  const [cert_file, key_file, ca_file] = ['tls.crt', 'tls.key', 'ca.crt'].map((name) => join(o.tls, name));
  const tls = (of: { merge: object }) => ({ cert_file, key_file, ca_file, ...of.merge });
  const { remotes = [], ...leafs } = config.leafnodes.merge;
  const server = {
    ...config.merge,
    host: '127.0.0.1',
    port: o.port,
    server_name: config.jetstream.merge.domain,
    tls: tls(config.nats.tls),
    jetstream: { ...config.jetstream.merge, store_dir: join(o.folder, 'data') },
    leafnodes: {
      ...leafs,
      ...(remotes.length > 0 ? {} : { host: '127.0.0.1', port: o.leafs }),
      tls: tls(config.leafnodes.tls),
      // Files lie where the chart mounts them.
      remotes: remotes.map((one: { tls?: Readonly<Record<string, string>> }) => ({
        ...one,
        ...(one.tls === undefined ? {} : { tls: Object.fromEntries(Object.entries(one.tls).map(placed(o.tls))) }),
      })),
    },
  };
  await mkdir(o.folder, { recursive: true });
  const file = join(o.folder, 'nats.conf');
  // As the chart writes it: what is in `<< >>` without quotes.
  await writeFile(file, JSON.stringify(server).replaceAll(/"<< (.+?) >>"/g, '$1'));
  const nats = await fetchServer(pinnedNats, serversFolder(), () => undefined);
  const started: ServerProcess = await startServer({
    name: `broker of ${o.cell}`,
    executable: 'env',
    args: [...env, nats, '-c', file],
    port: o.port,
    log: join(o.folder, 'log'),
  });
  return {
    url: `tls://localhost:${o.port}`,
    password: (user) => value('nats-users', user),
    links: made.links,
    stop: () => started.stop(),
  };
}

const placed =
  (folder: string) =>
  ([key, path]: readonly [string, string]): readonly [string, string] => [
    key,
    path.replace(/^\/etc\/nats-(certs\/leafnodes|ca-cert)\//, `${folder}/`),
  ];
