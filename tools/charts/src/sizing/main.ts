import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chart, root } from '../paths.ts';
import { sizeClasses } from './classes.ts';
import { sheet, sizeFile } from './sheet.ts';

await mkdir(join(chart, 'sizes'), { recursive: true });
for (const size of sizeClasses()) await writeFile(join(chart, 'sizes', `${size.name}.yaml`), sizeFile(size));
await writeFile(join(root, 'docs/operations/sizing.md'), sheet());
