import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { readOptions, required } from '../../ops/src/options.ts';
import { valuesOf } from '../src/cell-values.ts';
import { natsUsers } from '../src/parts/values.ts';
import { podsOf } from '../src/pods.ts';
import type { Ran } from '../src/run.ts';
import { requiredSecrets } from '../src/secrets/required.ts';
import { inFolder, manifestsOfCell } from './support/cells.ts';
import { commandsOf, pageOf, shell } from './support/pages.ts';

interface Secret {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly stringData: Readonly<Record<string, string>>;
}

const page = await pageOf('install.md');
const commands = commandsOf(page);

const rows = (text: string): [string, string[]][] =>
  [...text.matchAll(/^\| `([a-z-]+)` \| (`[^|]+`) \|/gm)].map(([, name = '', keys = '']) => [
    name,
    [...keys.matchAll(/`([^`]+)`/g)].map(([, key = '']) => key),
  ]);

const secretsIn = (text: string): Secret[] => parseAllDocuments(text).map((one) => one.toJS() as Secret);

describe('docs/operations/install.md', () => {
  it('lists every Secret that a cell may need, with its keys, and no other', async () => {
    const required = requiredSecrets(await manifestsOfCell('everything'));
    const wanted = [...required].map(([name, keys]) => [name, [...keys].sort()] as const);
    expect(new Map(rows(page))).toEqual(new Map(wanted));
  });

  it('has the first administrator appointed by a job that exists, with options that the tool takes', async () => {
    const [, quoted = '[]'] = /args = (\[.*?\])'/.exec(page) ?? [];
    const [script, ...words] = JSON.parse(quoted) as string[];
    const options = readOptions(words, undefined);
    expect([options.command, options.cell, options.operator]).toEqual(['first-administrator', '03', 'nadia']);
    for (const name of ['email', 'name', 'cell', 'operator'] as const) expect(required(options, name)).not.toBe('');
    const [, cronjob = ''] = /--from=cronjob\/(\S+)/.exec(page) ?? [];
    const pod = podsOf(await manifestsOfCell('03')).find(({ of }) => of === `CronJob/${cronjob}`);
    const given = pod?.spec.containers[0]?.['args'] as string[];
    // What leads to the directory is what the audit check has, word for word.
    expect(given).toEqual(
      expect.arrayContaining([
        script,
        `--service=${options.service}`,
        `--address=${options.address}`,
        `--secrets=${options.secrets}`,
        `--tls=${options.tls}`,
      ]),
    );
  });

  describe('its commands, one after the other', () => {
    let ran: (readonly [string, Ran])[];
    let cell: Secret[];
    let parts: Secret[];
    let callers: Record<'00' | '03', Secret[]>;
    let again: Ran;
    beforeAll(async () => {
      await inFolder(async (home) => {
        ran = [];
        for (const line of commands) ran.push([line, await shell(home, line)]);
        const made = async (file: string) => secretsIn(await readFile(join(home, 'jamaa/secrets', file), 'utf8'));
        cell = await made('03/secrets.yaml');
        parts = await made('03/parts.yaml');
        callers = { '00': await made('00/callers.yaml'), '03': await made('03/callers.yaml') };
        again = await shell(home, commands.find((line) => line.includes('--region 03 --given')) ?? '');
      });
    }, 120_000);

    it('all succeed', () => {
      expect(ran.length).toBeGreaterThanOrEqual(8);
      expect(ran.filter(([, { code }]) => code !== 0).map(([line, { stderr }]) => `${line}: ${stderr}`)).toEqual([]);
    });

    it('make every Secret that the région needs, with every key, in its namespace', async () => {
      const required = requiredSecrets(await manifestsOfCell('03'));
      const got = cell.map((one) => [one.metadata.name, Object.keys(one.stringData).sort()] as const);
      expect(new Map(got)).toEqual(new Map([...required].map(([name, keys]) => [name, [...keys].sort()])));
      expect(cell.filter((one) => one.kind !== 'Secret' || one.metadata.namespace !== 'jamaa-03')).toEqual([]);
      expect(cell.flatMap((one) => Object.values(one.stringData)).filter((value) => value === '')).toEqual([]);
    });

    it('give the broker and the database the passwords that the services bring', () => {
      const users = parts.find((one) => one.metadata.name === 'nats-users')?.stringData ?? {};
      const named = natsUsers(valuesOf('03')).map((one) => (one as { user: string }).user);
      expect(Object.keys(users).sort()).toEqual(named.sort());
      const services = cell.filter((one) => one.stringData['NATS_PASSWORD'] !== undefined);
      expect(services).toHaveLength(named.length);
      for (const { metadata, stringData } of services) {
        const name = metadata.name.replace('jamaa-', '');
        expect(stringData['NATS_PASSWORD']).toBe(users[name === 'migration' ? 'admin' : name]);
        const database = parts.find((one) => one.metadata.name === `mongodb-${name}`);
        const uri = new URL((stringData['MONGODB_URI'] ?? '').replace(/,[^/]*/, ''));
        expect([uri.username, uri.password]).toEqual([name, database?.stringData['password']]);
        expect(uri.searchParams.get('tls')).toBe('true');
      }
    });

    it('make no password twice', () => {
      const words = [
        ...cell.map((one) => one.stringData['NATS_PASSWORD']),
        ...parts.map((one) => one.stringData['password']),
      ];
      const given = words.filter((word) => word !== undefined);
      expect(new Set(given).size).toBe(given.length);
    });

    it('publish the public half of every key, and no private one', () => {
      const { keys } = JSON.parse(
        cell.find((one) => one.metadata.name === 'jamaa-callers')?.stringData['callers.jwks.json'] ?? '{}',
      ) as {
        keys: Record<string, string>[];
      };
      const own = cell
        .flatMap((one) => Object.entries(one.stringData))
        .filter(([key]) => keys.some(({ kid }) => key === `${kid}.key.json`));
      expect(own).toHaveLength(keys.length);
      for (const [, text] of own) {
        const { d, ...open } = JSON.parse(text) as Record<string, string>;
        expect(d).toBeDefined();
        expect(keys).toContainEqual(open);
      }
    });

    it('let each cell believe those of the other who call it, under their own cell’s name, and no private key leaves', () => {
      const known = (code: '00' | '03') => {
        const [one, ...more] = callers[code];
        expect(more).toEqual([]);
        expect(one?.metadata).toEqual({ name: 'jamaa-callers', namespace: `jamaa-${code}` });
        const { keys } = JSON.parse(one?.stringData['callers.jwks.json'] ?? '{}') as { keys: Record<string, string>[] };
        expect(keys.filter((key) => 'd' in key)).toEqual([]);
        return keys;
      };
      const elsewhere = (code: '00' | '03') =>
        known(code)
          .map(({ kid = '' }) => kid)
          .filter((kid) => kid.includes('@'));
      expect(elsewhere('03').sort()).toEqual(['attachments@00', 'insights@00', 'intake@00']);
      expect(elsewhere('00').sort()).toEqual(['attachments@03', 'directory@03', 'intake@03', 'sla@03']);
      const own = JSON.parse(cell.find((one) => one.metadata.name === 'jamaa-sla')?.stringData['sla.key.json'] ?? '{}');
      expect(known('00').find(({ kid }) => kid === 'sla@03')?.['x']).toBe(own.x);
      // Whoever was believed before is believed still.
      const before = JSON.parse(
        cell.find((one) => one.metadata.name === 'jamaa-callers')?.stringData['callers.jwks.json'] ?? '{}',
      ) as { keys: unknown[] };
      expect(known('03')).toEqual(expect.arrayContaining(before.keys));
    });

    it('refuse to make them a second time over the first', () => {
      expect(again.code).toBe(1);
      expect(again.stderr).toContain('holds secrets already');
    });
  });
});
