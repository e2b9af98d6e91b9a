import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { manifestsOf } from './manifests.ts';
import { namespaceOf } from './overlays.ts';
import { render } from './render.ts';
import { makeSecrets } from './secrets/make.ts';
import { requiredSecrets } from './secrets/required.ts';

const usage = `usage: npm run -s deploy:secrets -- --region 03|national --list
       npm run -s deploy:secrets -- --region 03|national --out FOLDER --given FOLDER [--mongodb HOST:PORT,…]
  --list     names each Secret that a cell needs, with its keys
  --given    a file for each key that comes from others, under the key's name`;

const members = [0, 1, 2].map((at) => `mongodb-${at}.mongodb-svc.mongodb.svc.cluster.local:27017`).join(',');

try {
  const { values } = parseArgs({
    options: {
      region: { type: 'string' },
      list: { type: 'boolean', default: false },
      out: { type: 'string' },
      given: { type: 'string' },
      mongodb: { type: 'string', default: members },
      help: { type: 'boolean', default: false },
    },
  });
  const { region, out, given, mongodb } = values;
  if (values.help || region === undefined || (!values.list && (out === undefined || given === undefined)))
    throw new Error(usage);
  const manifests = manifestsOf(await render(region));
  if (values.list)
    for (const [name, keys] of requiredSecrets(manifests))
      process.stdout.write(`${name}: ${[...keys].sort().join(', ')}\n`);
  else if (out !== undefined && given !== undefined) {
    const files = { cell: join(out, 'secrets.yaml'), parts: join(out, 'parts.yaml') };
    // New master keys in the place of old ones: nothing that was sealed could be opened again.
    if (Object.values(files).some((file) => existsSync(file)))
      throw new Error(`${out} holds secrets already: they are made once for a cell`);
    const text = await makeSecrets({
      namespace: namespaceOf(region),
      manifests,
      mongodb,
      given: async (key) => {
        const file = join(given, key);
        return existsSync(file) ? (await readFile(file, 'utf8')).trimEnd() : undefined;
      },
    });
    await mkdir(out, { recursive: true, mode: 0o700 });
    for (const which of ['cell', 'parts'] as const)
      await writeFile(files[which], text[which], { mode: 0o600, flag: 'wx' });
    process.stdout.write(`${files.cell}\n${files.parts}\n`);
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
