import { execFile } from 'node:child_process';
import { copyFileSync, cpSync, linkSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import dockerignore from '@balena/dockerignore';
import { root, type Stage, type Step, stages } from './dockerfile.ts';

const run = promisify(execFile);

/** What the base images bring, by its path in them. */
const ofBaseImages: Readonly<Record<string, string>> = { '/usr/local/bin/node': process.execPath };

/** Files of the build's context: what .dockerignore lets through. */
export function contextFiles(): string[] {
  const kept = dockerignore.default().add(readFileSync(join(root, '.dockerignore'), 'utf8'));
  const found: string[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = join(folder, entry.name);
      // Big, and left out by a pattern: not worth walking through.
      if (entry.isDirectory() && !['node_modules', '.git', '.jamaa'].includes(entry.name)) walk(path);
      else if (entry.isFile() && !kept.ignores(path)) found.push(path);
    }
  };
  walk('');
  return found.sort();
}

/**
 * Does in an empty folder what `docker build --target` does: COPY and RUN of the Dockerfile, a folder for each stage. What the base
 * images bring is what this process runs on. Answers where the target's file system is.
 */
export async function buildIn(place: string, target: string): Promise<string> {
  const all = stages();
  for (const file of contextFiles()) {
    mkdirSync(dirname(join(place, 'context', file)), { recursive: true });
    copyFileSync(join(root, file), join(place, 'context', file));
  }
  for (const stage of needed(all, target)) await buildStage(place, all, stage);
  return join(place, target);
}

/** The target and all that it stands on or copies from, in the Dockerfile's order. */
function needed(all: readonly Stage[], target: string): Stage[] {
  const wanted = new Set([target]);
  for (const stage of [...all].reverse()) {
    if (!wanted.has(stage.name)) continue;
    wanted.add(stage.from);
    for (const { flags } of stage.steps) if (flags['from'] !== undefined) wanted.add(flags['from']);
  }
  return all.filter(({ name }) => wanted.has(name));
}

async function buildStage(place: string, all: readonly Stage[], stage: Stage): Promise<void> {
  const own = join(place, stage.name);
  mkdirSync(own, { recursive: true });
  const below = all.find(({ name }) => name === stage.from);
  if (below !== undefined) linkAll(join(place, below.name), own);
  let folder = below?.steps.findLast(({ keyword }) => keyword === 'WORKDIR')?.words[0] ?? '/';
  // A file that a command may write to must not be another stage's as well.
  const bring = stage.steps.some(({ keyword }) => keyword === 'RUN') ? copyAll : linkAll;
  for (const step of stage.steps) {
    if (step.keyword === 'WORKDIR') {
      folder = step.words[0] ?? '/';
      mkdirSync(join(own, folder), { recursive: true });
    } else if (step.keyword === 'COPY') copyStep(place, own, folder, step, bring);
    else if (step.keyword === 'RUN') await runStep(join(own, folder), step);
  }
}

function copyStep(place: string, own: string, folder: string, step: Step, bring: typeof copyAll): void {
  const sources = step.words.slice(0, -1);
  const to = step.words.at(-1) ?? '.';
  const target = to.startsWith('/') ? join(own, to) : join(own, folder, to);
  const from = step.flags['from'];
  for (const source of sources) {
    const path = (from === undefined ? undefined : ofBaseImages[source]) ?? join(place, from ?? 'context', source);
    const intoFolder = !lstatSync(path).isDirectory() && (sources.length > 1 || to.endsWith('/'));
    bring(path, intoFolder ? join(target, basename(source)) : target);
  }
}

async function runStep(cwd: string, { text }: Step): Promise<void> {
  await run('sh', ['-euc', text], {
    cwd,
    maxBuffer: 64 * 1024 * 1024,
    env: {
      // How this machine reaches a registry is in its environment; the packages were fetched when this checkout was installed.
      ...process.env,
      NODE_OPTIONS: '',
      npm_config_prefer_offline: 'true',
      PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
    },
  });
}

const copyAll = (from: string, to: string): void =>
  cpSync(from, to, { recursive: true, verbatimSymlinks: true, force: true });

/** The same file under a second name, where the file system can; what was there is replaced, as a layer does. */
function linkAll(from: string, to: string): void {
  if (!lstatSync(from).isDirectory()) {
    mkdirSync(dirname(to), { recursive: true });
    rmSync(to, { force: true });
    try {
      linkSync(from, to);
    } catch {
      // Another file system, or one without links.
      copyAll(from, to);
    }
    return;
  }
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) linkAll(join(from, name), join(to, name));
}
