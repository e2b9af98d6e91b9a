import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeDevelopmentSecrets } from '@jamaa/kit/testing';
import { serviceNames } from '@jamaa/stack';
import { type CellValues, hubLink, leafUsers } from '../cell-values.ts';
import type { Manifest } from '../manifests.ts';
import { podsOf } from '../pods.ts';
import { secretManifest } from './manifest.ts';
import { requiredSecrets } from './required.ts';

/** Keys that are random and made here; everything else comes from others: a provider, an authority. */
const made = /^([a-z-]+\.key|[a-z]+(-[a-z]+)*\.jwks|master-keys)\.json$/;

/** What the hub gives a région for the link of their brokers. */
export const LINK_PASSWORD = 'HUB_LINK_PASSWORD';

export interface SecretsWanted {
  readonly of: CellValues;
  readonly namespace: string;
  readonly manifests: readonly Manifest[];
  /** `host:port,…` of the replica set. */
  readonly mongodb: string;
  /** What comes from others, by the key's name. */
  given(key: string): Promise<string | undefined>;
}

export interface SecretsMade {
  /** Secrets of the release's namespace. */
  readonly cell: string;
  /** Those that the broker and the database read, with the same passwords. */
  readonly parts: string;
  /** The public keys of the cell's services, which other cells must know. */
  readonly keys: string;
  /** At the hub: what each région needs for its link, by code. */
  readonly links: ReadonlyMap<string, string>;
}

/** New keys and passwords for a cell as Secret manifests. @throws naming every key that was not given */
export async function makeSecrets(wanted: SecretsWanted): Promise<SecretsMade> {
  const place = await mkdtemp(join(tmpdir(), 'jamaa-secrets-'));
  try {
    await writeDevelopmentSecrets(place, ['gateway', 'ops', ...serviceNames]);
    return await fill(wanted, (file) => readFile(join(place, file), 'utf8'));
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

async function fill(wanted: SecretsWanted, own: (file: string) => Promise<string>): Promise<SecretsMade> {
  const { namespace, manifests, mongodb } = wanted;
  const users = usersOf(manifests);
  const passwords = new Map(
    [...users.values()]
      .flatMap(({ nats, mongo }) => [...(nats === undefined ? [] : [`nats ${nats}`]), `mongodb ${mongo}`])
      .map((who) => [who, password()]),
  );
  const of = (who: string): string => passwords.get(who) ?? password();
  const missing: string[] = [];
  const cell: string[] = [];
  for (const [name, keys] of requiredSecrets(manifests)) {
    const data: Record<string, string> = {};
    for (const key of keys) {
      const user = users.get(name);
      if (key === 'NATS_PASSWORD' && user !== undefined) data[key] = of(`nats ${user.nats}`);
      else if (key === 'MONGODB_URI' && user !== undefined)
        data[key] = mongodbUri(user.mongo, of(`mongodb ${user.mongo}`), mongodb);
      else if (made.test(key)) data[key] = await own(key);
      else {
        const text = await wanted.given(key);
        if (text === undefined || text === '') missing.push(key);
        else data[key] = text;
      }
    }
    cell.push(secretManifest(namespace, name, data));
  }
  const brokers = await linksOf(wanted);
  if (brokers.lacking) missing.push(LINK_PASSWORD);
  if (missing.length > 0) throw new Error(`not given: ${[...new Set(missing)].sort().join(', ')}`);
  const named = (server: string) =>
    [...passwords]
      .filter(([who]) => who.startsWith(`${server} `))
      .map(([who, word]) => [who.slice(server.length + 1), word] as const);
  return {
    cell: cell.join('---\n'),
    parts: [
      secretManifest('nats', 'nats-users', Object.fromEntries(named('nats'))),
      ...brokers.manifests,
      ...named('mongodb').map(([user, word]) => secretManifest('mongodb', `mongodb-${user}`, { password: word })),
    ].join('---\n'),
    keys: await own('callers.jwks.json'),
    links: brokers.links,
  };
}

/** What the brokers of the hub and a région need for the link between them, on either side. */
async function linksOf({ of, given }: SecretsWanted) {
  const links = new Map([...leafUsers(of).keys()].map((code) => [code, password()]));
  const users = [...leafUsers(of)].map(([code, user]) => [user, links.get(code) ?? '']);
  const underHub = of.cells.hub !== '';
  const word = underHub ? ((await given(LINK_PASSWORD)) ?? '') : '';
  const url = hubLink(of, encodeURIComponent(word));
  return {
    links,
    lacking: underHub && word === '',
    manifests: [
      ...(users.length === 0 ? [] : [secretManifest('nats', 'nats-leafs', Object.fromEntries(users))]),
      ...(url === undefined ? [] : [secretManifest('nats', 'nats-hub', { url })]),
    ],
  };
}

interface User {
  /** Absent for what does not speak to the broker. */
  readonly nats: string | undefined;
  readonly mongo: string;
}

/** Who a pod is at the broker and the database, by the Secret with its passwords. */
function usersOf(manifests: readonly Manifest[]): Map<string, User> {
  const users = new Map<string, User>();
  for (const { labels, spec } of podsOf(manifests)) {
    const env = spec.containers[0]?.env ?? [];
    const secret = ['NATS_PASSWORD', 'MONGODB_URI']
      .map((wanted) => env.find(({ name }) => name === wanted)?.valueFrom?.secretKeyRef.name)
      .find((name) => name !== undefined);
    const nats = env.find(({ name }) => name === 'NATS_USER')?.value;
    const mongo = labels['app.kubernetes.io/component'];
    if (secret !== undefined && mongo !== undefined) users.set(secret, { nats, mongo });
  }
  return users;
}

/** A letter first: the broker reads its variables as configuration, where `-x` is a number that is none and it does not start. */
const password = (): string => `p${randomBytes(24).toString('base64url')}`;
const mongodbUri = (user: string, word: string, hosts: string): string =>
  `mongodb://${user}:${word}@${hosts}/?authSource=admin&replicaSet=mongodb&tls=true&tlsCAFile=/etc/jamaa/tls/ca.crt`;
