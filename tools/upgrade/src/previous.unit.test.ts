import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { incompatible } from './lockfiles.ts';
import { type Previous, readPrevious, root } from './previous.ts';
import { revisionOf } from './revision.ts';
import { succeed } from './run.ts';

describe('the previous release', () => {
  let place: string;
  let repository: string;
  let previous: Previous;
  const git = (folder: string, ...args: string[]) =>
    succeed(
      'git',
      ['-c', 'user.name=t', '-c', 'user.email=t@example.org', '-c', 'commit.gpgsign=false', ...args],
      folder,
    );

  beforeAll(async () => {
    place = await mkdtemp(join(tmpdir(), 'jamaa-previous-'));
    repository = join(place, 'whole');
    await git(place, 'init', '--quiet', repository);
    await git(repository, 'commit', '--quiet', '--allow-empty', '-m', 'previous');
    const commit = (await git(repository, 'rev-parse', 'HEAD')).trim();
    previous = { ...(await readPrevious()), commit };
    await git(repository, 'commit', '--quiet', '--allow-empty', '-m', 'this');
  });
  afterAll(() => rm(place, { recursive: true, force: true }));

  it('is found by its commit where there are no tags, and by its tag', async () => {
    expect(await revisionOf(repository, previous)).toBe(previous.commit);
    await git(repository, 'tag', `v${previous.version}`, previous.commit);
    expect(await revisionOf(repository, previous)).toBe(previous.commit);
  });

  it('is not something else: a tag that was moved is told', async () => {
    await git(repository, 'tag', '--force', `v${previous.version}`, 'HEAD');
    await expect(revisionOf(repository, previous)).rejects.toThrow(
      /^tag v.* is at .*, tools\/upgrade\/previous\.json says/,
    );
  });

  it('that a shallow clone lacks is told in one line that says what to do', async () => {
    const shallow = join(place, 'shallow');
    await git(place, 'clone', '--quiet', '--depth=1', '--no-tags', `file://${repository}`, shallow);
    await expect(revisionOf(shallow, previous)).rejects.toThrow(
      /^[^\n]*is not in this clone: git fetch --unshallow --tags$/,
    );
  });

  it('is older than this one, which the chart calls by the same version', async () => {
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
    expect((await readPrevious()).version.localeCompare(version, 'en', { numeric: true })).toBeLessThan(0);
    expect(await readFile(join(root, 'deploy/charts/jamaa/Chart.yaml'), 'utf8')).toContain(
      `\nappVersion: "${version}"\n`,
    );
  });
});

describe('packages of two releases', () => {
  const lock = (packages: Record<string, object>) => ({ packages });

  it('go together within a major, and within a minor before the first', () => {
    const wanted = lock({
      '': { version: '0.5.0' },
      'services/kit': { version: '0.1.0' },
      'node_modules/a': { version: '1.2.3' },
      'node_modules/b': { version: '0.3.1' },
      'node_modules/@jamaa/kit': { link: true },
    });
    expect(
      incompatible(wanted, lock({ 'node_modules/a': { version: '1.9.0' }, 'node_modules/b': { version: '0.3.9' } })),
    ).toEqual([]);
    expect(
      incompatible(wanted, lock({ 'node_modules/a': { version: '2.0.0' }, 'node_modules/b': { version: '0.4.0' } })),
    ).toEqual(['a 1.2.3 → 2.0.0', 'b 0.3.1 → 0.4.0']);
  });

  it('do not, when one is gone; what is for development or another system is not asked for', () => {
    const wanted = lock({
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b': { version: '1.0.0', dev: true },
      'node_modules/c': { version: '1.0.0', optional: true },
    });
    expect(incompatible(wanted, lock({}))).toEqual(['a 1.0.0 → none']);
  });
});
