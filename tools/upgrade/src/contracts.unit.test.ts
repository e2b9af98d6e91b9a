import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { breakingArguments } from './contracts.ts';
import { readPrevious, root } from './previous.ts';
import { revisionOf } from './revision.ts';
import { run, succeed } from './run.ts';

const buf = join(root, 'node_modules/.bin/buf');
let place: string;
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'jamaa-contracts-'));
});
afterEach(() => rm(place, { recursive: true, force: true }));

describe('the contracts of the previous release', () => {
  it('are kept as they were built from its commit', async () => {
    const previous = await readPrevious();
    const kept = gunzipSync(await readFile(join(root, previous.contracts)));
    expect(createHash('sha256').update(kept).digest('hex')).toBe(previous.sha256);
    const tar = join(place, 'proto.tar');
    await succeed('git', ['archive', `--output=${tar}`, await revisionOf(root, previous), 'proto'], root);
    await succeed('tar', ['-xf', tar], place);
    const built = join(place, 'built.binpb');
    await succeed(buf, ['build', '--exclude-source-info', '-o', built], join(place, 'proto'));
    expect((await readFile(built)).equals(kept)).toBe(true);
  });
});

describe('a change of the contracts', () => {
  const changed = async (file: string, from: string, to: string) => {
    const proto = join(place, 'proto');
    for (const one of ['jamaa', 'buf.yaml']) await cp(join(root, 'proto', one), join(proto, one), { recursive: true });
    const path = join(proto, 'jamaa', file);
    const text = await readFile(path, 'utf8');
    expect(text).toContain(from);
    await writeFile(path, text.replace(from, to));
    return run(buf, await breakingArguments(proto), root);
  };
  const file = 'platform/v1/platform.proto';
  const field = '  uint32 aggregate_version = 5;\n';

  it('that adds is taken', async () => {
    expect(await changed(file, field, `${field}  string more = 99;\n`)).toMatchObject({ code: 0, stdout: '' });
  });

  it.each([
    ['takes a field away', field, '', 'Previously present field "5" with name "aggregate_version"'],
    ['gives a field another number', field, '  uint32 aggregate_version = 98;\n', 'Previously present field "5"'],
    [
      'gives a field another type',
      field,
      '  string aggregate_version = 5;\n',
      'Field "5" with name "aggregate_version"',
    ],
    ['gives a number to another field', field, '  uint32 version = 5;\n', 'Field "5"'],
    [
      'takes a method away',
      '  rpc Replay(ReplayRequest) returns (ReplayResponse);\n',
      '',
      'Previously present RPC "Replay"',
    ],
  ])('that %s is refused', async (_name, from, to, said) => {
    const { code, stdout } = await changed(file, from, to);
    expect(code).toBe(100);
    expect(stdout).toContain(said);
  });

  it('of an event is refused as one of a call is', async () => {
    const { code } = await changed('intake/v1/events.proto', ' = 1;', ' = 97;');
    expect(code).toBe(100);
  });
});
