import { call, tokenOf } from '@jamaa/e2e';
import type { ApiDocument } from './api-document.ts';

/** Values that exist, by the path and the name of a parameter they fit: `/v1/organisations/{id}` → `id` → identifiers. */
export type RealData = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

const MOST = 40;

/**
 * Values for path parameters, found without a list of endpoints: what `/things/{thing}` and all below it take is the member `thing`,
 * or else `id`, of what GET `/things` lists; `known` are those of collections that want to be asked for something.
 */
export async function realData(
  document: ApiDocument,
  known: ReadonlyMap<string, readonly string[]>,
): Promise<RealData> {
  const tokens = await Promise.all(['admin', 'gestionnaire.azzaba'].map((account) => tokenOf(account)));
  const lists = new Map<string, readonly unknown[]>();
  const found = new Map<string, Map<string, readonly string[]>>();
  for (const path of Object.keys(document.paths)) {
    const [, collection, name] = /^(.*?)\/\{(\w+)\}/.exec(path) ?? [];
    if (collection === undefined || name === undefined) continue;
    const made = known.get(collection);
    if (made !== undefined) {
      found.set(path, new Map([[name, made]]));
      continue;
    }
    if (!('get' in (document.paths[collection] ?? {}))) continue;
    const rows = lists.get(collection) ?? (await Promise.all(tokens.map((token) => list(collection, token)))).flat();
    lists.set(collection, rows);
    const values = [...new Set(rows.map((row) => memberOf(row, name)).filter((one) => one !== undefined))];
    if (values.length > 0) found.set(path, new Map([[name, values.slice(0, MOST)]]));
  }
  return found;
}

/** Rows of the first page of a list, however the answer names them. */
async function list(path: string, token: string): Promise<readonly unknown[]> {
  const { body } = await call('GET', path, { token });
  return typeof body === 'object' && body !== null ? Object.values(body).filter(Array.isArray).flat() : [];
}

function memberOf(row: unknown, name: string): string | undefined {
  if (typeof row !== 'object' || row === null) return undefined;
  const members = row as Record<string, unknown>;
  return [members[name], members['id']].find((value) => typeof value === 'string');
}
