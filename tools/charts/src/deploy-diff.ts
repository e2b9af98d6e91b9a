import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { compare, manifestsOf } from './manifests.ts';
import { cells, namespaceOf, overlayOf } from './overlays.ts';
import { root } from './paths.ts';
import { render } from './render.ts';
import { run } from './run.ts';

const usage =
  'usage: npm run deploy:diff [-- --against COMMIT]   what the working tree changes in each cell; COMMIT is HEAD by default';

/** `deploy/` as it was at a commit, in a folder of its own. */
async function deployAt(commit: string, folder: string): Promise<void> {
  const archive = join(folder, 'deploy.tar');
  const found = await run('git', ['rev-parse', '--verify', '--quiet', '--end-of-options', `${commit}^{commit}`], root);
  if (found.code !== 0) throw new Error(`no such commit: ${commit}`);
  for (const [file, args] of [
    ['git', ['archive', '--output', archive, found.stdout.trim(), 'deploy/charts', 'deploy/regions']],
    ['tar', ['-xf', archive, '-C', folder]],
  ] as const) {
    const done = await run(file, args, root);
    if (done.code !== 0) throw new Error(done.stderr.trim());
  }
}

const place = await mkdtemp(join(tmpdir(), 'jamaa-deploy-'));
try {
  const { values } = parseArgs({ options: { against: { type: 'string', default: 'HEAD' } } });
  await deployAt(values.against, place);
  const same = new Map<string, string[]>();
  for (const cell of cells()) {
    const overlay = join(place, 'deploy/regions', basename(overlayOf(cell)));
    const before = await render(cell, { chart: join(place, 'deploy/charts/jamaa'), overlay });
    const after = await render(cell);
    const lines = before === after ? [] : compare(manifestsOf(before), manifestsOf(after));
    const text = lines
      .join('\n')
      // A change that is the same everywhere is told once.
      .replaceAll(namespaceOf(cell), 'jamaa-RR');
    same.set(text, [...(same.get(text) ?? []), cell]);
  }
  for (const [text, where] of same)
    process.stdout.write(`== ${where.join(' ')}\n${text === '' ? 'nothing changes' : text}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}\n`);
  process.exitCode = 1;
} finally {
  await rm(place, { recursive: true, force: true });
}
