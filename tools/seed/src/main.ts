import { join, resolve } from 'node:path';
import { root, seedData, seedRegisters } from './seed.ts';

const help = `npm run seed -- [switches]

  --rows N      complaints to make (default: 100000)
  --data DIR    data folder of a stack, stopped or running (default: .jamaa/stack)
  --years N     how far back they reach (default: 3)
  --seed N      the same number gives the same complaints (default: 42)
  --until T     present day of the seed, an instant (default: this hour)
  --check N     how many of them are checked at the end (default: 200)
  --copies N    rows like ended cases beside them, without journal or clocks: volume for measurements (default: 0)

  --acts N      instead of complaints: registers of civil status with so many acts of made-up families; of the other
                switches --data, --seed and --until go with it, and --copies: acts without journal and audit trail
  --help        this text
`;

const say = (line: string): void => void process.stderr.write(`seed: ${line}\n`);

/** Takes `--data DIR` out of the switches; the others are intake's. */
function split(args: readonly string[]): { data: string; rest: string[] } {
  const rest = [...args];
  const at = rest.findIndex((one) => one === '--data' || one.startsWith('--data='));
  if (at < 0) return { data: join(root, '.jamaa/stack'), rest };
  const [given = ''] = rest.splice(at, rest[at] === '--data' ? 2 : 1).slice(-1);
  const folder = given.replace(/^--data=?/, '');
  if (folder === '') throw new Error('--data needs a folder');
  return { data: resolve(folder), rest };
}

try {
  const args = process.argv.slice(2);
  if (args.includes('--help')) process.stdout.write(help);
  else {
    const { data, rest } = split(args);
    const acts = rest.some((one) => one === '--acts' || one.startsWith('--acts='));
    process.stdout.write(await (acts ? seedRegisters : seedData)({ data, args: rest, say }));
  }
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
