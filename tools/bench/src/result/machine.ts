import { execFile } from 'node:child_process';
import { availableParallelism, cpus, release, totalmem } from 'node:os';
import { promisify } from 'node:util';
import { pinnedMongo, pinnedNats } from '@jamaa/stack';

const run = promisify(execFile);

export interface Circumstances {
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly memoryGb: number;
    readonly system: string;
  };
  readonly versions: { readonly node: string; readonly broker: string; readonly database: string };
  readonly commit: string;
  readonly command: string;
  readonly at: string;
}

/** Under what circumstances a figure was measured: without them it is no figure. */
export async function circumstances(args: readonly string[]): Promise<Circumstances> {
  const git = async (...words: string[]): Promise<string> => {
    try {
      return (await run('git', words)).stdout.trim();
    } catch (error) {
      return error instanceof Error ? 'unknown' : String(error);
    }
  };
  const dirty = (await git('status', '--porcelain')) === '' ? '' : ' with changes';
  return {
    machine: {
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: availableParallelism(),
      memoryGb: Math.round(totalmem() / 1024 ** 3),
      system: `${process.platform} ${release()}`,
    },
    versions: {
      node: process.version,
      broker: process.env['NATS_URL'] === undefined ? pinnedNats.requirement : 'NATS_URL',
      database: process.env['MONGODB_URI'] === undefined ? pinnedMongo.requirement : 'MONGODB_URI',
    },
    commit: `${await git('rev-parse', '--short', 'HEAD')}${dirty}`,
    command: ['npm run bench --', ...args].join(' '),
    at: new Date().toISOString(),
  };
}
