import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { rulesFolder } from './paths.ts';

export interface Recorded {
  readonly record: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
}

export interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

interface RuleFile {
  readonly groups: readonly { readonly name: string; readonly rules: readonly (Recorded | Alert)[] }[];
}

/** Full paths of the files with rules. */
export async function ruleFiles(): Promise<string[]> {
  const names = await readdir(rulesFolder);
  return names
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(rulesFolder, name));
}

export interface Rules {
  readonly recorded: readonly Recorded[];
  readonly alerts: readonly Alert[];
}

/** The rules of one file, in its order. */
export async function rulesIn(path: string): Promise<Rules> {
  const file = parse(await readFile(path, 'utf8')) as RuleFile;
  const all = file.groups.flatMap((group) => group.rules);
  return {
    alerts: all.filter((rule): rule is Alert => 'alert' in rule),
    recorded: all.filter((rule): rule is Recorded => 'record' in rule),
  };
}

/** Every rule there is, in the order of the files. */
export async function rules(): Promise<Rules> {
  const files = await Promise.all((await ruleFiles()).map(rulesIn));
  return { alerts: files.flatMap(({ alerts }) => alerts), recorded: files.flatMap(({ recorded }) => recorded) };
}
