import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type CellValues, valuesOf } from './cell-values.ts';
import { manifestsOf } from './manifests.ts';
import { namespaceOf } from './overlays.ts';
import { render } from './render.ts';
import { callersAcross, keysFile, known } from './secrets/callers.ts';
import { LINK_PASSWORD, makeSecrets } from './secrets/make.ts';
import { secretManifest } from './secrets/manifest.ts';
import { requiredSecrets } from './secrets/required.ts';

const usage = `usage: npm run -s deploy:secrets -- --region 03|national --list
       npm run -s deploy:secrets -- --region 03|national --out FOLDER --given FOLDER [--mongodb HOST:PORT,…]
       npm run -s deploy:secrets -- --region 03|national --out FOLDER --known FOLDER
  --list     names each Secret that a cell needs, with its keys
  --given    a file for each key that comes from others, under the key's name
  --known    RR.jwks.json of each cell, this one too: writes the Secret of whom its services believe`;

const members = [0, 1, 2].map((at) => `mongodb-${at}.mongodb-svc.mongodb.svc.cluster.local:27017`).join(',');
const CALLERS = 'callers.jwks.json';

/** Text of a file without the line's end, `undefined` when there is none. */
const textIn =
  (folder: string) =>
  async (name: string): Promise<string | undefined> => {
    const file = join(folder, name);
    return existsSync(file) ? (await readFile(file, 'utf8')).trimEnd() : undefined;
  };

const privately = { mode: 0o600, flag: 'wx' } as const;

async function make(region: string, out: string, given: string, mongodb: string): Promise<void> {
  const of = valuesOf(region);
  const files = { cell: join(out, 'secrets.yaml'), parts: join(out, 'parts.yaml') };
  // New master keys in the place of old ones: nothing that was sealed could be opened again.
  if (Object.values(files).some((file) => existsSync(file)))
    throw new Error(`${out} holds secrets already: they are made once for a cell`);
  const manifests = manifestsOf(await render(region));
  const made = await makeSecrets({ of, namespace: namespaceOf(region), manifests, mongodb, given: textIn(given) });
  await mkdir(out, { recursive: true, mode: 0o700 });
  for (const which of ['cell', 'parts'] as const) await writeFile(files[which], made[which], privately);
  const written = [files.cell, files.parts, join(out, keysFile(of.cell))];
  await writeFile(join(out, keysFile(of.cell)), made.keys);
  for (const [code, word] of made.links) {
    const folder = join(out, 'links', code);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(join(folder, LINK_PASSWORD), word, privately);
    written.push(join(folder, LINK_PASSWORD));
  }
  process.stdout.write(`${written.join('\n')}\n`);
}

async function introduce(region: string, out: string, folder: string): Promise<void> {
  const keysIn = textIn(folder);
  const { jwks, missing } = await known(valuesOf(region), (cell) => keysIn(keysFile(cell)));
  const required = requiredSecrets(manifestsOf(await render(region)));
  const name = [...required].find(([, keys]) => keys.has(CALLERS))?.[0] ?? '';
  await mkdir(out, { recursive: true, mode: 0o700 });
  await writeFile(join(out, 'callers.yaml'), secretManifest(namespaceOf(region), name, { [CALLERS]: jwks }));
  process.stdout.write(`${join(out, 'callers.yaml')}\n`);
  if (missing.length > 0) process.stderr.write(`not known yet, and refused when they call: ${missing.join(', ')}\n`);
}

async function list(region: string): Promise<void> {
  for (const [name, keys] of requiredSecrets(manifestsOf(await render(region))))
    process.stdout.write(`${name}: ${[...keys].sort().join(', ')}\n`);
  process.stdout.write(others(valuesOf(region)));
}

const others = (of: CellValues): string =>
  [...callersAcross(of)]
    .map(([cell, names]) => `in ${CALLERS}, from ${keysFile(cell)}: ${names.join(', ')}\n`)
    .join('');

try {
  const { values } = parseArgs({
    options: {
      region: { type: 'string' },
      list: { type: 'boolean', default: false },
      out: { type: 'string' },
      given: { type: 'string' },
      known: { type: 'string' },
      mongodb: { type: 'string', default: members },
      help: { type: 'boolean', default: false },
    },
  });
  const { region, out, given, mongodb } = values;
  if (values.help) throw new Error(usage);
  if (region !== undefined && values.list) await list(region);
  else if (region !== undefined && out !== undefined && values.known !== undefined)
    await introduce(region, out, values.known);
  else if (region !== undefined && out !== undefined && given !== undefined) await make(region, out, given, mongodb);
  else throw new Error(usage);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
