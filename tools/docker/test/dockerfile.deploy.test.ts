import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ValidationSeverity, validate } from 'dockerfile-utils';
import { parse } from 'yaml';
import { contextFiles } from './support/build.ts';
import { healthcheck } from './support/container.ts';
import { dockerfile, root, type Stage, type Step, stages } from './support/dockerfile.ts';

const all = stages();
const named = (name: string): Stage => all.find((stage) => stage.name === name) ?? { name, from: '', steps: [] };
const [base, platform, development] = ['base', 'platform', 'development'].map(named) as [Stage, Stage, Stage];
const shipped = [base, platform, development];
const every = all.flatMap(({ steps }) => steps);
const of = (steps: readonly Step[], keyword: string): Step[] => steps.filter((step) => step.keyword === keyword);

describe('the Dockerfile', () => {
  it('has nothing that its linter warns of', () => {
    const error = ValidationSeverity.ERROR;
    const rules = {
      deprecatedMaintainer: error,
      directiveCasing: error,
      emptyContinuationLine: error,
      instructionCasing: error,
      instructionCmdMultiple: error,
      instructionEntrypointMultiple: error,
      instructionHealthcheckMultiple: error,
      instructionJSONInSingleQuotes: error,
      instructionWorkdirRelative: error,
    };
    expect(validate(dockerfile, rules).map(({ message, range }) => `${range.start.line + 1}: ${message}`)).toEqual([]);
    expect(validate('from x\nADD', rules)).not.toEqual([]);
  });

  it('builds the platform when no target is named', () => {
    expect(all.at(-1)?.name).toBe('platform');
    expect(platform.from).toBe('base');
  });

  it('names its bases by a tag of one version, or one that a builder can replace by a digest', () => {
    const bases = new Set(all.map(({ from }) => from).filter((from) => !all.some(({ name }) => name === from)));
    expect([...bases]).toEqual(['node:24.21.0-bookworm-slim', 'gcr.io/distroless/cc-debian12:nonroot']);
    expect(dockerfile.match(/^FROM \S+/gm)?.filter((line) => !/^FROM (\$\{[A-Z_]+\}|[a-z-]+)$/.test(line))).toEqual([]);
    expect(dockerfile).not.toMatch(/:latest\b/);
  });

  it('runs on the Node that runs everything else', () => {
    const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      devDependencies: Record<string, string>;
    };
    expect(named('packages').from).toBe(`node:${devDependencies['node']}-bookworm-slim`);
  });

  it('fetches nothing but by npm, keeps its commands inside the working directory, and hides no failure', () => {
    expect(of(every, 'ADD')).toEqual([]);
    for (const { text } of of(every, 'RUN')) {
      expect(text).not.toMatch(/curl|wget|apt|https?:|\bsudo\b/);
      expect(text).not.toMatch(/(^|\s)\/(?!dev\/)/);
      expect(text).not.toMatch(/\|\||;|[^|]\|[^|]/);
    }
  });

  it('takes no secret as an argument or a setting', () => {
    const names = every.flatMap(({ keyword, sets }) => (['ARG', 'ENV'].includes(keyword) ? Object.keys(sets) : []));
    expect(names.length).toBeGreaterThan(3);
    expect(names.filter((name) => /SECRET|TOKEN|PASS|KEY|CREDENTIAL|AUTH/i.test(name))).toEqual([]);
  });
});

describe.each(shipped)('the image $name', ({ name, steps }) => {
  it('needs no shell', () => {
    expect(of(steps, 'RUN')).toEqual([]);
    expect(of(steps, 'SHELL')).toEqual([]);
    for (const step of [...of(steps, 'ENTRYPOINT'), ...of(steps, 'CMD')])
      expect([name, step.exec]).toEqual([name, expect.any(Array)]);
  });

  it('never becomes root again', () => {
    const users = of(steps, 'USER').map(({ words }) => words[0]);
    expect(users).toEqual(name === 'base' ? ['65532:65532'] : []);
  });
});

describe('the image', () => {
  it('starts Node in the root of the repository, as the chart expects of it', () => {
    expect(of(base.steps, 'ENTRYPOINT').map(({ exec }) => exec)).toEqual([['node']]);
    expect(of(base.steps, 'WORKDIR').map(({ words }) => words)).toEqual([['/jamaa']]);
    const helpers = readFileSync(join(root, 'deploy/charts/jamaa/templates/_helpers.tpl'), 'utf8');
    expect(helpers).toContain('runAsUser: 65532\nrunAsGroup: 65532\n');
  });

  it('is production, and the other one is not', () => {
    expect(of(base.steps, 'ENV').map(({ sets }) => sets['NODE_ENV'])).toEqual(['production']);
    expect(of(platform.steps, 'ENV')).toEqual([]);
    expect(of(development.steps, 'ENV').map(({ sets }) => sets['NODE_ENV'])).toEqual(['development']);
  });

  it('asks the admin port whether it is well, with a file that it holds', () => {
    const [program, script = ''] = healthcheck();
    expect(program).toBe('node');
    expect(of(base.steps, 'COPY').map(({ words }) => words)).toContainEqual([script, script]);
    expect(of(base.steps, 'ENV')[0]?.sets['ADMIN_PORT']).toBe('9090');
  });

  it('says in labels of the OCI what it is, and where its bill of materials lies', () => {
    const labels = Object.assign({}, ...of(base.steps, 'LABEL').map(({ sets }) => sets)) as Record<string, string>;
    const wanted = ['title', 'description', 'licenses', 'vendor', 'version', 'revision', 'created'];
    expect(Object.keys(labels).sort()).toEqual(
      [...wanted.map((one) => `org.opencontainers.image.${one}`), 'jamaa.sbom'].sort(),
    );
    expect(of(base.steps, 'COPY').some(({ words }) => words.includes(labels['jamaa.sbom'] ?? ''))).toBe(true);
    const { appVersion } = parse(readFileSync(join(root, 'deploy/charts/jamaa/Chart.yaml'), 'utf8'));
    expect(of(base.steps, 'ARG').find(({ sets }) => 'VERSION' in sets)?.sets['VERSION']).toBe(appVersion);
  });
});

describe('what a build is sent', () => {
  const files = contextFiles();

  it('is the sources, and what npm needs', () => {
    for (const file of [
      'package.json',
      'package-lock.json',
      'LICENSE',
      'proto/buf.gen.yaml',
      'services/kit/src/index.ts',
    ])
      expect(files).toContain(file);
    expect(files.some((file) => file.startsWith('services/gis/data/'))).toBe(true);
  });

  it('is no test, nothing generated, no secret, nothing of a running platform', () => {
    expect(
      files.filter((file) => /node_modules|(^|\/)\.|\.test\.ts$|\/test\/|^proto\/gen\/|\.pem$|\.key\.json$/.test(file)),
    ).toEqual([]);
  });

  it('is of no other folder', () => {
    const top = new Set(files.map((file) => file.split('/')[0]));
    expect([...top].sort()).toEqual(
      [
        'LICENSE',
        'deploy',
        'gateway',
        'observability',
        'package-lock.json',
        'package.json',
        'proto',
        'services',
        'tools',
      ].sort(),
    );
  });
});
