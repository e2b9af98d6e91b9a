import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { goldens, keptOf } from './goldens.ts';
import { root } from './paths.ts';
import { render } from './render.ts';

const folder = join(root, 'deploy/goldens');
await rm(folder, { recursive: true, force: true });
await mkdir(folder);
for (const [name, cell] of Object.entries(goldens))
  await writeFile(join(folder, `${name}.yaml`), keptOf(await render(cell)));
process.stdout.write(`${Object.keys(goldens).length} written to ${folder}: look at what git diff says\n`);
