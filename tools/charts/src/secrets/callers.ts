import { callersFrom } from '@jamaa/stack';
import { z } from 'zod';
import { type CellValues, othersOf } from '../cell-values.ts';

const key = z.looseObject({ kid: z.string(), kty: z.string(), x: z.string() });
const keySet = z.object({ keys: z.array(key).min(1) });
type Key = z.infer<typeof key>;

/** Where the public keys of a cell's services stand, which others must know: `06.jwks.json`. */
export const keysFile = (cell: string): string => `${cell}.jwks.json`;

/** Names in `callers.jwks.json` of those who call from other cells, `intake@06`, by their cell. */
export const callersAcross = (of: CellValues): ReadonlyMap<string, readonly string[]> =>
  new Map(othersOf(of).map((other) => [other, callersFrom(other, of.cell).map((service) => `${service}@${other}`)]));

export interface Known {
  /** `callers.jwks.json`: all of this cell, and of each other cell those who call here. */
  readonly jwks: string;
  /** Cells whose keys were not there. */
  readonly missing: readonly string[];
}

/**
 * Puts together whom a cell's services believe.
 * @param keysOf the text of a cell's file of keys, or `undefined`
 * @throws Error when the own keys are not there, a file is none, holds a private key, or lacks a service
 */
export async function known(of: CellValues, keysOf: (cell: string) => Promise<string | undefined>): Promise<Known> {
  const own = await read(of.cell, keysOf);
  if (own === undefined) throw new Error(`${keysFile(of.cell)}: the cell’s own keys are needed`);
  const keys = [...own];
  const missing: string[] = [];
  for (const [cell, names] of callersAcross(of)) {
    const theirs = await read(cell, keysOf);
    if (theirs === undefined) missing.push(cell);
    else
      for (const name of names) {
        const found = theirs.find(({ kid }) => `${kid}@${cell}` === name);
        if (found === undefined) throw new Error(`${keysFile(cell)}: no key of ${name.split('@')[0]}`);
        keys.push({ ...found, kid: name });
      }
  }
  return { jwks: JSON.stringify({ keys }), missing };
}

async function read(cell: string, keysOf: (cell: string) => Promise<string | undefined>): Promise<Key[] | undefined> {
  const text = await keysOf(cell);
  if (text === undefined) return undefined;
  const { data } = keySet.safeParse(parsed(text));
  if (data === undefined) throw new Error(`${keysFile(cell)}: is no set of keys`);
  if (data.keys.some((one) => 'd' in one))
    throw new Error(`${keysFile(cell)}: holds a private key, which must not leave its cell`);
  return data.keys;
}

/** What is no JSON is nothing, which is no set of keys. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
