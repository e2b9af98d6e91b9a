import { serviceNames } from '@jamaa/stack';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { cells } from '../src/overlays.ts';
import { natsUsers, partValues } from '../src/parts/values.ts';

interface User {
  readonly user: string;
  readonly password: string;
  readonly permissions?: {
    readonly publish: { readonly allow: string[] };
    readonly subscribe: { readonly allow: string[] };
  };
}

describe('the users of the broker', () => {
  const users = natsUsers() as User[];

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
});

describe('the values of the parts', () => {
  it.each(cells())('keep the events of %s in its own domain, on the disk, under TLS', (cell) => {
    const { config } = parse(partValues(cell)['nats.values.yaml'] ?? '');
    expect(config.jetstream.merge).toEqual({
      sync_interval: 'always',
      domain: `cell-${cell === 'national' ? '00' : cell}`,
    });
    expect(config.cluster.replicas).toBe(3);
    expect([config.nats.tls, config.cluster.tls, config.leafnodes.tls]).toEqual(
      Array(3).fill({ enabled: true, secretName: 'nats-tls', merge: { verify: true } }),
    );
    const remotes = config.leafnodes.merge.remotes;
    if (cell === 'national') expect(remotes).toBeUndefined();
    else expect(remotes).toMatchObject([{ deny_imports: ['jamaa.>'], deny_exports: ['jamaa.>'] }]);
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
