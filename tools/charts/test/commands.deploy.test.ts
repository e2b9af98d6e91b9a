import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { manifestsOf } from '../src/manifests.ts';
import { cells } from '../src/overlays.ts';
import { chart, root } from '../src/paths.ts';
import { type Ran, run } from '../src/run.ts';
import { sizeClasses } from '../src/sizing/classes.ts';
import { sheet, sizeFile } from '../src/sizing/sheet.ts';
import { inFolder, manifestsOfCell } from './support/cells.ts';

/** As `npm run` starts it, with code compiled once. */
const command = (name: string, ...args: readonly string[]): Promise<Ran> => {
  const cache = `NODE_COMPILE_CACHE=${join(root, '.jamaa/compile-cache')}`;
  return run('env', [cache, process.execPath, join(root, 'tools/charts/src', `${name}.ts`), ...args], root);
};

describe('deploy:render', () => {
  it('writes what helm renders, and the values of the parts', async () => {
    await inFolder(async (out) => {
      const done = await command('deploy-render', '--region', '03', '--out', out);
      const wanted = await manifestsOfCell('03');
      expect(done).toMatchObject({ code: 0, stdout: `${join(out, '03')}: ${wanted.length} objects\n` });
      expect(manifestsOf(await readFile(join(out, '03/jamaa.yaml'), 'utf8'))).toEqual(wanted);
      expect((await readdir(join(out, '03'))).sort()).toEqual(['jamaa.yaml', 'mongodb.yaml', 'nats.values.yaml']);
    });
  });

  it('knows the national cell by its code, and all at once', async () => {
    await inFolder(async (out) => {
      expect((await command('deploy-render', '--region', '00', '--out', out)).code).toBe(0);
      expect(await readdir(out)).toEqual(['national']);
      expect((await command('deploy-render', '--region', 'all', '--out', out)).stderr).toMatch(
        /^13 rendered in [\d.]+ s$/m,
      );
      expect((await readdir(out)).sort()).toEqual([...cells()]);
    });
  });

  it.each([
    ['no région', [], 'usage: npm run deploy:render'],
    ['a région that there is not', ['--region', '13'], 'no overlay for 13: one of 01, 02'],
    ['a way out of the folder', ['--region', '../regions/03'], 'no overlay for ../regions/03'],
    ['an option that there is not', ['--regoin', '03'], "Unknown option '--regoin'"],
  ])('refuses %s, and writes nothing', async (_what, args, says) => {
    await inFolder(async (out) => {
      const done = await command('deploy-render', ...args, '--out', out);
      expect(done.code).toBe(1);
      expect(done.stderr).toContain(says);
      expect(done.stderr).not.toContain('    at ');
      expect(await readdir(out)).toEqual([]);
    });
  });
});

describe('deploy:diff', () => {
  it.each([
    ['a commit that there is not', ['--against', 'no-such-commit'], 'no-such-commit'],
    ['an option instead of a commit', ['--against=--output=x'], '--output=x'],
    ['an option that there is not', ['--agianst', 'HEAD'], "Unknown option '--agianst'"],
  ])('refuses %s', async (_what, args, says) => {
    const done = await command('deploy-diff', ...args);
    expect(done.code).toBe(1);
    expect(done.stderr).toContain(says);
    expect(done.stderr).toContain('usage: npm run deploy:diff');
    expect(done.stderr).not.toContain('    at ');
  });

  it('tells what a change does to each cell, and once what it does to all', async () => {
    await inFolder(async (place) => {
      const copy = join(place, 'copy');
      await mkdir(copy);
      const sh = (line: string): Promise<void> =>
        new Promise((resolve, reject) => {
          execFile('bash', ['-euc', line], { cwd: copy }, (error) => (error === null ? resolve() : reject(error)));
        });
      await sh(`cp -r ${root}/deploy . && mkdir -p tools .jamaa && cp -r ${root}/tools/charts tools/ && cp ${root}/package.json .
        ln -s ${root}/node_modules node_modules && ln -s ${root}/.jamaa/cache .jamaa/cache && ln -s ${root}/services services && printf 'node_modules\\n.jamaa\\nservices\\n' > .gitignore
        git init -q && git add -A && git -c user.name=x -c user.email=x@x.example -c commit.gpgsign=false commit -qm first`);
      const overlay = join(copy, 'deploy/regions/03.yaml');
      await writeFile(
        overlay,
        (await readFile(overlay, 'utf8')).replace('fes-meknes.jamaa.example', 'fm.jamaa.example'),
      );
      const script = join(copy, 'tools/charts/src/deploy-diff.ts');
      const done = await run(process.execPath, [script], copy);
      expect(done.stderr).toBe('');
      expect(done.code).toBe(0);
      expect(done.stdout).toContain('== 01 02 04 05 06 07 08 09 10 11 12 national\nnothing changes\n');
      expect(done.stdout).toContain('== 03\n');
      expect(done.stdout).toContain(
        '~ Ingress/jamaa-gateway\n  spec.tls.0.hosts.0: "fes-meknes.jamaa.example" → "fm.jamaa.example"',
      );
    });
  });
});

describe('deploy:secrets', () => {
  it.each([
    ['no région', ['--list'], 'usage: npm run -s deploy:secrets'],
    ['no folder', ['--region', '03'], 'usage: npm run -s deploy:secrets'],
    ['a région that there is not', ['--region', '13', '--list'], 'no overlay for 13'],
  ])('refuses %s', async (_what, args, says) => {
    const done = await command('deploy-secrets', ...args);
    expect(done.code).toBe(1);
    expect(done.stderr).toContain(says);
    expect(done.stdout).toBe('');
  });

  it('names the keys of other cells that a cell must know', async () => {
    const done = await command('deploy-secrets', '--region', 'national', '--list');
    expect(done.stdout).toContain(
      'in callers.jwks.json, from 06.jwks.json: intake@06, attachments@06, directory@06, sla@06\n',
    );
  });

  it('puts together whom a cell believes only with its own keys, and writes nothing else', async () => {
    await inFolder(async (place) => {
      const out = join(place, 'out');
      const done = await command('deploy-secrets', '--region', '03', '--known', place, '--out', out);
      expect(done).toMatchObject({ code: 1, stdout: '', stderr: '03.jwks.json: the cell’s own keys are needed\n' });
      expect(await readdir(place)).toEqual([]);
    });
  });

  it('names all that was not given, and writes nothing', async () => {
    await inFolder(async (place) => {
      await writeFile(join(place, 'SMTP_URL'), '\n');
      const done = await command(
        'deploy-secrets',
        '--region',
        'national',
        '--out',
        join(place, 'out'),
        '--given',
        place,
      );
      expect(done).toMatchObject({
        code: 1,
        stdout: '',
        stderr: 'not given: NATIONAL_PORTAL_KEY, SMTP_URL, document-seal.chain.pem, document-seal.key.pem\n',
      });
      expect(await readdir(place)).toEqual(['SMTP_URL']);
    });
  });
});

describe('deploy:sizing', () => {
  it('has made the page and the size classes as they are', async () => {
    expect(await readFile(join(root, 'docs/operations/sizing.md'), 'utf8')).toBe(sheet());
    expect((await readdir(join(chart, 'sizes'))).sort()).toEqual(
      sizeClasses()
        .map(({ name }) => `${name}.yaml`)
        .sort(),
    );
    for (const size of sizeClasses())
      expect(await readFile(join(chart, 'sizes', `${size.name}.yaml`), 'utf8')).toBe(sizeFile(size));
  });
});
