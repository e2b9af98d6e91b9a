import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ServiceName, serviceNames } from '@jamaa/stack';
import { root } from '../../src/paths.ts';

export const source = (path: string): Promise<string> => readFile(join(root, path), 'utf8');

const contexts = await Promise.all(
  serviceNames.map(async (name) => [name, await source(`services/${name}/src/context.ts`)] as const),
);
const whoSays = (word: RegExp): ServiceName[] => contexts.filter(([, text]) => word.test(text)).map(([name]) => name);

/** Services that keep an audit trail, as their own code says. */
export const auditedServices: readonly ServiceName[] = whoSays(/\bauditService\(/);
/** Services that seal personal data. */
export const sealingServices: readonly ServiceName[] = whoSays(/\bopenKeyring\(/);
