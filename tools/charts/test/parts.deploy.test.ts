import { domainOf } from '@jamaa/kit';
import { serviceNames, serviceNatsUser } from '@jamaa/stack';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { hubLink, leafUsers, readsOf, valuesOf } from '../src/cell-values.ts';
import { cells } from '../src/overlays.ts';
import { natsUsers, partValues } from '../src/parts/values.ts';
import { makeSecrets } from '../src/secrets/make.ts';
import { secretsWanted } from './support/broker.ts';

interface User {
  readonly user: string;
  readonly password: string;
  readonly permissions?: {
    readonly publish: { readonly allow: string[] };
    readonly subscribe: { readonly allow: string[] };
  };
}

describe.each(cells())('the users of the broker of %s', (cell) => {
  const of = valuesOf(cell);
  const users = natsUsers(of) as User[];

  it('are the services and the migration, whose passwords stand in no file', () => {
    expect(users.map(({ user }) => user).sort()).toEqual(['admin', ...serviceNames].sort());
    for (const { password } of users) expect(password).toMatch(/^<< \$NATS_[A-Z_]+_PASSWORD >>$/);
  });

  it.each([...serviceNames])('let %s publish its own events only, and make or delete no stream', (name) => {
    const { publish, subscribe } = users.find(({ user }) => user === name)?.permissions ?? {
      publish: { allow: ['>'] },
      subscribe: { allow: ['>'] },
    };
    const events = publish.allow.filter((subject) => subject.startsWith('jamaa.'));
    expect(events).toEqual([`jamaa.*.${name}.>`]);
    expect(
      publish.allow.filter((subject) =>
        /^>|STREAM\.(CREATE|DELETE|PURGE|UPDATE)|CONSUMER\.(CREATE|DELETE)/.test(subject),
      ),
    ).toEqual([]);
    expect([...publish.allow, ...subscribe.allow].filter((subject) => /dev.clock/i.test(subject))).toEqual([]);
  });

  it.each([...serviceNames])(
    'let %s read in the domains of other cells what it may in the stack of several cells',
    (name) => {
      const elsewhere = (allowed: readonly string[] = []) =>
        allowed.filter((subject) => /^\$JS\.(hub|cell-)/.test(subject));
      const got = elsewhere(users.find(({ user }) => user === name)?.permissions?.publish.allow);
      expect(got).toEqual(elsewhere(serviceNatsUser(name, '', { cell: of.cell, others: readsOf(of) }).publish));
      expect(got).toHaveLength(3 * (cell === 'national' ? 12 : 1));
    },
  );
});

describe('the values of the parts', () => {
  it.each(cells())('keep the events of %s in its own domain, on the disk, under TLS', (cell) => {
    const { config } = parse(partValues(cell)['nats.values.yaml'] ?? '');
    expect(config.jetstream.merge).toEqual({
      sync_interval: 'always',
      domain: domainOf(valuesOf(cell).cell),
    });
    expect(config.cluster.replicas).toBe(3);
    expect([config.nats.tls, config.cluster.tls, config.leafnodes.tls]).toEqual(
      Array(3).fill({ enabled: true, secretName: 'nats-tls', merge: { verify: true } }),
    );
    const { remotes, authorization } = config.leafnodes.merge;
    if (cell === 'national') {
      expect(remotes).toBeUndefined();
      expect(authorization.users.map(({ user }: { user: string }) => user)).toEqual(
        cells()
          .filter((one) => one !== 'national')
          .map(domainOf),
      );
    } else {
      expect(authorization).toBeUndefined();
      expect(remotes).toMatchObject([{ deny_imports: ['jamaa.>'], deny_exports: ['jamaa.>'] }]);
      // Without files of its own a remote shows no certificate, and the hub refuses it.
      expect(Object.keys(remotes[0].tls).sort()).toEqual(['ca_file', 'cert_file', 'key_file']);
    }
  });

  it('are one link: the name and password with which a région comes are those that the hub takes', async () => {
    const [hub, region] = [valuesOf('national'), valuesOf('03')];
    const made = await makeSecrets(await secretsWanted('national', {}));
    const word = made.links.get('03') ?? '';
    expect([...leafUsers(hub)]).toContainEqual(['03', domainOf('03')]);
    expect(made.parts).toContain(`${domainOf('03')}: ${word}`);
    expect(hubLink(region, word)).toBe(`tls://${domainOf('03')}:${word}@nats.00.cells.jamaa.example:7422`);
    const theirs = await makeSecrets(await secretsWanted('03', { HUB_LINK_PASSWORD: word }));
    expect(theirs.parts).toContain(`url: ${hubLink(region, word)}`);
    await expect(makeSecrets(await secretsWanted('03', { HUB_LINK_PASSWORD: '' }))).rejects.toThrow(
      'not given: HUB_LINK_PASSWORD',
    );
  }, 60_000);

  it('make no password that the broker would read as a number', async () => {
    const words = [
      ...(await makeSecrets(await secretsWanted('national', {}))).parts.matchAll(/^ {2}[a-z0-9-]+: (\S+)$/gm),
    ].map(([, word = '']) => word);
    expect(words.filter((word) => word.length > 20).length).toBeGreaterThan(30);
    expect(words.filter((word) => word.length > 20 && !/^[a-z]/.test(word))).toEqual([]);
  });

  it.each(cells())('give each service of %s its own database, and no more', (cell) => {
    const { spec } = parse(partValues(cell)['mongodb.yaml'] ?? '');
    const users = spec.users as { name: string; roles: { name: string; db: string }[] }[];
    expect(spec.members).toBe(3);
    expect(spec.security.tls.enabled).toBe(true);
    for (const name of serviceNames)
      expect(users.find((user) => user.name === name)?.roles).toEqual([
        { name: 'readWrite', db: `jamaa_${name.replaceAll('-', '_')}` },
      ]);
    expect(users).toHaveLength(serviceNames.length + 1);
  });
});
