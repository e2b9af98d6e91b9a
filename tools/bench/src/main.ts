import { writeFile } from 'node:fs/promises';
import { bench } from './bench.ts';
import { helpText, readOptions, UsageError } from './options.ts';
import { report } from './result/report.ts';

const say = (line: string): void => void process.stderr.write(`bench: ${line}\n`);

try {
  const args = process.argv.slice(2);
  const options = readOptions(args);
  if (options.help) process.stdout.write(`${helpText}\n`);
  else {
    const result = await bench(options, args, say);
    process.stderr.write(`\n${report(result)}\n\n`);
    const json = `${JSON.stringify(result, undefined, 2)}\n`;
    if (options.json === undefined) process.stdout.write(json);
    else await writeFile(options.json, json);
  }
} catch (error) {
  if (error instanceof UsageError) say(`${error.message} (npm run bench -- --help lists the switches)`);
  else say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = 1;
}
