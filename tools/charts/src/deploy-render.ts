import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cells } from './overlays.ts';
import { partValues } from './parts/values.ts';
import { root } from './paths.ts';
import { render } from './render.ts';

const usage =
  'usage: npm run deploy:render -- --region 03|national|all [--out FOLDER]   FOLDER is .jamaa/deploy by default';

try {
  const { values } = parseArgs({
    options: { region: { type: 'string' }, out: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help || values.region === undefined) throw new Error(usage);
  const out = values.out ?? join(root, '.jamaa/deploy');
  const since = Date.now();
  const wanted = values.region === 'all' ? cells() : [values.region === '00' ? 'national' : values.region];
  for (const cell of wanted) {
    const manifests = await render(cell);
    const folder = join(out, cell);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'jamaa.yaml'), manifests);
    for (const [name, text] of Object.entries(partValues(cell))) await writeFile(join(folder, name), text);
    process.stdout.write(`${folder}: ${manifests.split('\n---\n').length} objects\n`);
  }
  process.stderr.write(`${wanted.length} rendered in ${((Date.now() - since) / 1000).toFixed(1)} s\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
