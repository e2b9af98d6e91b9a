import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../layout.ts';
import type { StackSettings } from './plans.ts';

/** Where this checkout's running stack is: `npm run token` and `npm run ops` read it. Stacks of tests do not write it. */
export async function announce({ ports, data }: StackSettings): Promise<void> {
  const stack = { issuer: `http://localhost:${ports.issuer}`, gateway: `http://localhost:${ports.gateway}`, data };
  await mkdir(join(root, '.jamaa'), { recursive: true });
  await writeFile(join(root, '.jamaa/stack.json'), JSON.stringify(stack));
}
