import { parseAllDocuments } from 'yaml';

export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly labels?: Record<string, string>;
    readonly annotations?: Record<string, string>;
  };
  // biome-ignore lint/suspicious/noExplicitAny: manifests of any kind; who reads one says what it expects
  readonly [member: string]: any;
}

/** Reads what helm printed. */
export const manifestsOf = (text: string): Manifest[] =>
  parseAllDocuments(text)
    .map((document) => document.toJS() as Manifest | null)
    .filter((one) => one !== null);

const keyOf = (one: Manifest): string => `${one.kind}/${one.metadata.name}`;

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** One line for each leaf that differs: `path: before → after`. */
function differences(path: string, before: Json | undefined, after: Json | undefined): string[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (isBranch(before) && isBranch(after) && Array.isArray(before) === Array.isArray(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => differences(`${path}.${key}`, (before as Branch)[key], (after as Branch)[key]));
  }
  return [`  ${path.slice(1)}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`];
}

type Branch = Readonly<Record<string, Json | undefined>>;
const isBranch = (value: Json | undefined): value is Exclude<Json, null | boolean | number | string> =>
  typeof value === 'object' && value !== null;

/** What a cluster would see change between two renderings: objects added, removed, and every leaf that differs. */
export function compare(before: readonly Manifest[], after: readonly Manifest[]): string[] {
  const [old, now] = [before, after].map((all) => new Map(all.map((one) => [keyOf(one), one])));
  if (old === undefined || now === undefined) return [];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
    const [was, is] = [old.get(key), now.get(key)];
    if (was === undefined) return [`+ ${key}`];
    if (is === undefined) return [`- ${key}`];
    const lines = differences('', was as unknown as Json, is as unknown as Json);
    return lines.length === 0 ? [] : [`~ ${key}`, ...lines];
  });
}
