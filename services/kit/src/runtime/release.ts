import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../../../package.json'), 'utf8')) as {
  version: string;
};

/** What this code is called: the version in the root's package.json, and the revision it was built from where that is known. */
export const releaseName = (revision: string | undefined): string =>
  revision === undefined || revision === '' ? version : `${version}+${revision}`;
