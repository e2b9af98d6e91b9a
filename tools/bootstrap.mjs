// Runs on whatever Node the machine has: installs what is missing, generates the contracts, then hands over to the pinned Node.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');
const bin = join(root, 'node_modules', '.bin');
const commands = {
  start: ['--import', '@jamaa/observability/register', 'tools/stack/src/main.ts'],
  cells: ['--import', '@jamaa/observability/register', 'tools/stack/src/cells/main.ts'],
  test: ['tools/ci/src/test.ts'],
  check: ['tools/ci/src/check.ts'],
  token: ['tools/dev-issuer/src/token.ts'],
  bench: ['tools/bench/src/main.ts'],
  seed: ['tools/seed/src/main.ts'],
  ops: ['tools/ops/src/main.ts'],
  backup: ['tools/backup/src/main.ts'],
  drills: ['tools/drills/src/main.ts'],
  'deploy:render': ['tools/charts/src/deploy-render.ts'],
  'deploy:diff': ['tools/charts/src/deploy-diff.ts'],
  'deploy:secrets': ['tools/charts/src/deploy-secrets.ts'],
  'deploy:goldens': ['tools/charts/src/deploy-goldens.ts'],
  'deploy:sizing': ['tools/charts/src/sizing/main.ts'],
  'deploy:schemas': ['tools/charts/src/schemas/main.ts'],
  'observability:build': ['tools/prometheus/src/build.ts'],
  'new-service': ['tools/new-service/src/main.ts'],
  generate: ['--eval', ''],
};

const [name = '', ...args] = process.argv.slice(2);
const command = commands[name];
if (command === undefined) fail(`unknown command ${name}; one of ${Object.keys(commands).join(', ')}`);

install();
generate();
run();

function install() {
  const lock = digest([join(root, 'package-lock.json')]);
  const marker = join(root, 'node_modules', '.installed');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === lock) return;
  say('installing dependencies (once; one to two minutes) …');
  // Not `npm ci`: it refuses a lockfile that lacks packages for other systems, which a registry may not carry. `--no-save`
  // keeps the lockfile as it is, and what it names is what is installed.
  // Read-only commands print to stdout: npm's own words go to stderr.
  const result = spawnSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', process.stderr, process.stderr],
    shell: process.platform === 'win32',
  });
  if (result.error) fail(`npm cannot be run: ${result.error.message}`);
  if (result.status !== 0) fail('npm could not install the dependencies: see above');
  writeFileSync(marker, lock);
}

function generate() {
  const folder = join(root, 'proto');
  const sources = readdirSync(join(folder, 'jamaa'), { recursive: true })
    .filter((file) => file.endsWith('.proto'))
    .map((file) => join(folder, 'jamaa', file));
  const wanted = digest([...sources.sort(), join(folder, 'buf.gen.yaml'), join(root, 'package-lock.json')]);
  const marker = join(root, 'node_modules', '.generated');
  if (existsSync(join(folder, 'gen')) && existsSync(marker) && readFileSync(marker, 'utf8') === wanted) return;
  say('generating the contracts …');
  const result = spawnSync(join(bin, 'buf'), ['generate'], {
    cwd: folder,
    stdio: ['ignore', process.stderr, process.stderr],
    env: environment(),
  });
  if (result.status !== 0) fail('buf generate failed: see above');
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  writeFileSync(marker, wanted);
}

function run() {
  const child = spawn(join(bin, 'node'), ['--disable-warning=ExperimentalWarning', ...command, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: environment(),
  });
  // Ctrl-C reaches the child by itself (same terminal group); a signal sent to this process alone must be passed on.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}

function environment() {
  return {
    ...process.env,
    PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
    // Every process starts in half the processor time when types were stripped and code compiled once.
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, '.jamaa', 'compile-cache'),
  };
}

function digest(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest('hex');
}

function say(line) {
  process.stderr.write(`jamaa: ${line}\n`);
}

function fail(line) {
  say(line);
  process.exit(1);
}
