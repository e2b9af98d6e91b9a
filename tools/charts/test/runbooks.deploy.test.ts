import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { openApiDocument } from '../../../gateway/src/openapi/document.ts';
import { routes } from '../../../gateway/src/routes/all.ts';
import { usage as backupUsage } from '../../backup/src/options.ts';
import { usage as opsUsage } from '../../ops/src/options.ts';
import { chart, root } from '../src/paths.ts';
import { everyCell, helm, manifestsOfCell } from './support/cells.ts';
import { knownToCluster } from './support/cluster-words.ts';
import { shell } from './support/pages.ts';
import { optionsIn, partedBy, type Runbook, runbooks, type Said } from './support/said.ts';
import { isValue, type Schema } from './support/value-paths.ts';

/** What no check here looks into: programs of others, and queries in the database's shell or in Prometheus. */
const others = ['base64', 'cp', 'curl', 'jq', 'mkdir', 'openssl', 'printf', 'rm', 'nats'];

let books: Runbook[];
let said: Said[];
beforeAll(async () => {
  books = await runbooks();
  said = books.flatMap(({ commands }) => commands);
});
const of = (program: string): Said[] => said.filter(({ words }) => words[0] === program);
const told = ({ page, words }: Said): string => `${page}: ${words.join(' ')}`;

describe('commands of runbooks', () => {
  it('are found in blocks, indented lines and sentences, and are all of a kind that is looked at', () => {
    const programs = new Set(said.map(({ words }) => words[0] ?? ''));
    expect([...programs].filter((one) => !['npm', 'node', 'helm', 'kubectl', ...others].includes(one))).toEqual([]);
    for (const [program, least] of [
      ['npm', 45],
      ['helm', 10],
      ['kubectl', 15],
    ] as const)
      expect([program, of(program).length >= least]).toEqual([program, true]);
    expect(partedBy("jq -r '.[] | x' | xargs -n 1 npm run -s ops -- dlq list > f-$(date +%F).json   # daily")).toEqual([
      ['jq', '-r', '.[] | x'],
      ['npm', 'run', '-s', 'ops', '--', 'dlq', 'list'],
    ]);
  });

  it('of npm name scripts that there are, with commands and options that they take', async () => {
    const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { scripts: object };
    const wrong: string[] = [];
    const helps = new Map([
      ['ops', opsUsage],
      ['backup', backupUsage],
    ]);
    for (const one of of('npm')) {
      const [first = '', ...rest] = one.words.slice(1).filter((word) => !/^-\w$/.test(word));
      const name = first === 'run' ? (rest[0] ?? '') : first;
      if (!Object.hasOwn(scripts, name) && name !== 'version') wrong.push(told(one));
      const given = one.words.includes('--') ? one.words.slice(one.words.indexOf('--') + 1) : [];
      if (given.length === 0) continue;
      const help = helps.get(name) ?? (await helpOf(name));
      helps.set(name, help);
      const options = optionsIn(given).filter((option) => option !== '--help');
      if (!options.every((option) => takes(name, help, given, option)) || !begins(name, help, given))
        wrong.push(told(one));
    }
    expect(wrong).toEqual([]);
  }, 180_000);

  it('of node name files that there are, for every service', async () => {
    const services = (await readdir(join(root, 'services'))).filter((name) =>
      existsSync(join(root, 'services', name, 'src/main.ts')),
    );
    for (const { page, words } of of('node'))
      for (const service of services) {
        const file = (words[1] ?? '').replace('<name>', service);
        expect([page, file, existsSync(join(root, file))]).toEqual([page, file, true]);
      }
  });

  it('of helm have options that it takes, and render with their values', async () => {
    const wrong: string[] = [];
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
    for (const one of of('helm')) {
      const [, verb = '', ...given] = one.words;
      const help = await helm(verb, '--help');
      if (help.code !== 0 || optionsIn(given).some((option) => !help.stdout.includes(`${option} `)))
        wrong.push(told(one));
      if (!given.includes('deploy/charts/jamaa')) continue;
      const values = given.flatMap((word, at) =>
        word === '--values' || word === '--set' ? [word, (given[at + 1] ?? '').replace('VERSION', version)] : [],
      );
      const cluster = ['--namespace', 'jamaa-03', '--kube-version', '1.37.0'];
      const { code, stderr } = await helm('template', 'jamaa', chart, ...cluster, ...values.map(fromRoot));
      if (code !== 0) wrong.push(`${told(one)}: ${stderr}`);
    }
    expect(wrong).toEqual([]);
  }, 180_000);

  it('of kubectl say where, and speak of objects, kinds and labels that the chart renders', async () => {
    const objects = (await Promise.all(everyCell.map(manifestsOfCell))).flat();
    const wrong = of('kubectl').filter((one) => !knownToCluster(one, objects));
    expect(wrong.map(told)).toEqual([]);
  });
});

describe('what runbooks name', () => {
  it('endpoints of the API', () => {
    const known = Object.entries(openApiDocument(routes).paths ?? {}).flatMap(([path, methods]) =>
      Object.keys(methods ?? {}).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{\w+\}/g, '*')}`),
    );
    const asked = books.flatMap(({ page, text }) =>
      [...text.matchAll(/(GET|POST|PUT|PATCH|DELETE) [^\s`]*?(\/v1\/[^\s`?']*)/g)].map(
        ([, method = '', path = '']) => ({
          page,
          named: `${method} ${path.replaceAll(/\{\w+\}|<[^>]+>/g, '*')}`,
        }),
      ),
    );
    for (const { page, words } of of('curl')) {
      const [, path] = /(\/v1\/[^?]*)/.exec(words.find((word) => word.includes('/v1/')) ?? '') ?? [];
      if (path !== undefined)
        asked.push({ page, named: `${words[words.indexOf('-X') + 1]?.toUpperCase()} ${path}`.replace(/^CURL/, 'GET') });
    }
    expect(asked.length).toBeGreaterThan(10);
    const some = (named: string) =>
      known.some((one) => one === named || new RegExp(`^${one.replaceAll('*', '[^/ ]+')}$`).test(named));
    expect(asked.filter(({ named }) => !some(named))).toEqual([]);
  });

  it('values of the chart', async () => {
    const schema = JSON.parse(await readFile(join(chart, 'values.schema.json'), 'utf8')) as Schema;
    const named = books.flatMap(({ page, spans }) =>
      spans
        .filter(
          (span) => /^[a-z]\w*(\.\w+)+$/.test(span) && Object.hasOwn(schema.properties ?? {}, span.split('.')[0] ?? ''),
        )
        .filter((span) => !/\.(?:yaml|json|crt|key)$/.test(span))
        .map((span) => ({ page, span })),
    );
    expect(named.length).toBeGreaterThan(8);
    expect(named.filter(({ span }) => !isValue(schema, span.split('.')))).toEqual([]);
  });

  it('settings that a process or the chart reads', async () => {
    const sources = (await textsOf(['services', 'gateway', 'tools', 'deploy/charts'], /\.(?:ts|ya?ml|tpl)$/)).join(
      '\n',
    );
    const named = books.flatMap(({ page, spans }) =>
      spans.filter((span) => /^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(span)).map((span) => ({ page, span })),
    );
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter(({ span }) => !new RegExp(`\\b${span}\\b`).test(sources))).toEqual([]);
  });

  it('files of the repository', () => {
    const named = books.flatMap(({ page, spans }) =>
      spans
        .filter((span) => /^(?:services|tools|deploy|gateway|observability|proto)\/\S+$/.test(span))
        .map((span) => ({ page, span: span.replace('RR', '03') })),
    );
    expect(named.length).toBeGreaterThan(15);
    expect(
      named.filter(({ span }) => !['', '.test.ts'].some((ending) => existsSync(join(root, `${span}${ending}`)))),
    ).toEqual([]);
  });

  it('collections of the services’ databases', async () => {
    const sources = (await textsOf(['services'], /\.ts$/)).join('\n');
    const named = books.flatMap(({ page, text }) =>
      [...text.matchAll(/\bdb\.([a-z_]+)\.[a-zA-Z]+\(/g)].map(([, name = '']) => ({ page, name })),
    );
    expect(named.length).toBeGreaterThan(12);
    expect(named.filter(({ name }) => !new RegExp(`'${name}'`).test(sources))).toEqual([]);
  });
});

async function helpOf(name: string): Promise<string> {
  const { stdout, stderr } = await shell('/nonexistent', `npm run -s ${name} -- --help`);
  return stdout + stderr;
}

/** The part of a usage that is about one command (each begins with two blanks), and what holds for all. */
function aboutIt(help: string, given: readonly string[]): string {
  const words = given.filter((word) => /^[a-z]/.test(word));
  const lines = help.split('\n');
  const own = lines.filter((line) => [1, 2].some((n) => line.startsWith(`  ${words.slice(0, n).join(' ')} `)));
  return words.length === 0 || own.length === 0
    ? ''
    : [...own, ...lines.filter((line) => /^ {2}--/.test(line))].join('\n');
}

const withCommands = (name: string): boolean => name === 'ops' || name === 'backup';
const begins = (name: string, help: string, given: readonly string[]): boolean =>
  !withCommands(name) || given[0] === '--help' || aboutIt(help, given) !== '';
const takes = (name: string, help: string, given: readonly string[], option: string): boolean =>
  new RegExp(`${option}\\b`).test(withCommands(name) ? aboutIt(help, given) : help);

const fromRoot = (word: string): string => (word.startsWith('deploy/') ? join(root, word) : word);

async function textsOf(folders: readonly string[], ending: RegExp): Promise<string[]> {
  const all = await Promise.all(
    folders.map(async (folder) => {
      const names = await readdir(join(root, folder), { recursive: true });
      return names
        .filter((name) => ending.test(name) && !name.includes('node_modules') && !name.endsWith('.test.ts'))
        .map((name) => readFile(join(root, folder, name), 'utf8'));
    }),
  );
  return Promise.all(all.flat());
}
