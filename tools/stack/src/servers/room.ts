import { execFile } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { SetupError } from './fetch.ts';

const run = promisify(execFile);
const BLOCK = 512;

/**
 * A limit on the size of a server's files, which stands for the end of its disk: a write beyond it fails (`EFBIG`) as one on a full disk does
 * (`ENOSPC`). It holds for the process that runs, and for those that are started after it.
 */
export class Room {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
    if (!existsSync(file)) this.#write('unlimited');
  }

  /** Becomes the server. Its process is not killed by the signal of the limit (SIGXFSZ): a full disk sends none. */
  get under(): readonly string[] {
    return ['/bin/sh', '-c', 'trap "" XFSZ; ulimit -S -f "$(cat "$0")" && exec "$@"', this.#file];
  }

  /** From now on no file may be written beyond so many bytes. */
  async fill(pid: number | undefined, bytes: number): Promise<void> {
    this.#write(String(Math.floor(bytes / BLOCK)));
    if (pid !== undefined) await setLimit(pid, `${bytes}:`);
  }

  /** There is room again. What runs may not notice: a database that has failed to write goes on failing until it is started anew. */
  async give(pid: number | undefined): Promise<void> {
    this.#write('unlimited');
    if (pid !== undefined) await setLimit(pid, 'unlimited:');
  }

  #write(text: string): void {
    writeFileSync(this.#file, text);
  }
}

async function setLimit(pid: number, limit: string): Promise<void> {
  if (process.platform !== 'linux')
    throw new SetupError('the limit of a running process is set by prlimit, which is of Linux');
  await run('prlimit', ['--pid', String(pid), `--fsize=${limit}`]);
}
