import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Made, newService } from './new-service.ts';

const usage = `usage: npm run new-service -- NAME

Makes services/NAME with all its rooms, its contract and its event in the catalog. NAME: lower-case words joined by
hyphens. --root DIR: another checkout than this one.`;

/** Sorted imports and line breaks depend on the name. */
const format = (root: string, made: Made): boolean => {
  const biome = join(root, 'node_modules/.bin/biome');
  const files = made.files.filter((file) => !file.endsWith('.proto'));
  return spawnSync(biome, ['check', '--write', ...files], { cwd: root, stdio: 'ignore' }).status === 0;
};

const report = ({ names, files }: Made, formatted: boolean): string =>
  [
    `services/${names.name} is made:`,
    ...files.map((file) => `  ${file}`),
    '',
    'Next:',
    '  npm install                      enters it in the lock file',
    '  npm run generate                 generates its contract',
    ...(formatted ? [] : ['  npm run format                   the formatter could not be run here']),
    `  tools/stack/src/layout.ts        add '${names.name}' to serviceNames, and ['intake'] to peersOf, so that npm start runs it`,
    `  services/${names.name}/README.md  say what it owns; then replace the example entry, TODO by TODO`,
    '',
  ].join('\n');

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { root: { type: 'string' }, help: { type: 'boolean' } },
  });
  const [name, ...more] = positionals;
  if (values.help === true) process.stdout.write(`${usage}\n`);
  else if (name === undefined || more.length > 0) throw new Error(`one name is expected\n\n${usage}`);
  else {
    const root = values.root ?? join(import.meta.dirname, '../../..');
    const made = await newService(root, name);
    process.stdout.write(report(made, format(root, made)));
  }
} catch (error) {
  process.stderr.write(`new-service: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
