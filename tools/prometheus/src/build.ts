import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { leftOver, written } from './written.ts';

const files = await written();
for (const [path, text] of files) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
for (const path of await leftOver(files)) await rm(path);
process.stdout.write(`${files.size} files written: look at what git diff says\n`);
