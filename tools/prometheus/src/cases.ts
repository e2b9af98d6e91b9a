import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { rulesFolder } from './paths.ts';

type Series = Readonly<Record<string, string>>;

/** When an alert must fire, for whom, and when it must not. */
export interface AlertCase {
  /** Between two looks; a minute, or an hour where an alert waits for days. */
  readonly step?: '1m' | '1h';
  readonly at: string;
  readonly fires: { readonly given: Series; readonly for: Readonly<Record<string, string>> };
  readonly silent: { readonly given: Series };
}

/** What a recorded series is made of, and its samples then. */
export interface RecordedCase {
  readonly step?: '1m' | '1h';
  readonly at?: string;
  readonly given: Series;
  readonly gives: Readonly<Record<string, number>>;
}

/** The cases of all rules by the rule's name. @throws when a rule has cases in two places */
export async function cases(): Promise<Map<string, AlertCase | readonly RecordedCase[]>> {
  const found = new Map<string, AlertCase | readonly RecordedCase[]>();
  const folder = join(rulesFolder, 'cases');
  for (const file of (await readdir(folder)).sort()) {
    const all = parse(await readFile(join(folder, file), 'utf8')) as Record<
      string,
      AlertCase | RecordedCase | readonly RecordedCase[]
    >;
    for (const [name, one] of Object.entries(all)) {
      if (found.has(name)) throw new Error(`${name} has cases in two files`);
      found.set(name, 'gives' in one ? [one] : one);
    }
  }
  return found;
}

/** What one case adds to a test of promtool. */
export interface Part {
  readonly name: string;
  readonly input_series: readonly { readonly series: string; readonly values: string }[];
  readonly promql_expr_test: readonly {
    readonly expr: string;
    readonly eval_time: string;
    readonly exp_samples: unknown[];
  }[];
}

const CELL = '03';
/** Not `exported_cell`, which says of whom a figure of the hub speaks. */
const OWN = new RegExp(`(?<![a-z_])cell="${CELL}"`, 'g');

/** Cases share one test and its database, which takes promtool longest to make: each plays in a cell of its own. */
const moved = (text: string, cell: string): string =>
  text.replaceAll(OWN, `cell="${cell}"`).replaceAll(`namespace="jamaa-${CELL}"`, `namespace="jamaa-${cell}"`);

const series = (given: Series, place: (name: string) => string) =>
  Object.entries(given).map(([name, values]) => {
    // `0x9` without quotes is a number to YAML: nine, and once.
    if (typeof values !== 'string') throw new TypeError(`${name}: values must be quoted`);
    return { series: place(name), values };
  });

/** An alert's firing and its silent case, in the cells `a<number>` and `b<number>`. */
export function alertParts(alert: string, { at, fires, silent }: AlertCase, number: number): Part[] {
  const part = (
    name: string,
    cell: string,
    given: Series,
    labels: Readonly<Record<string, string>>,
    count: number,
  ): Part => {
    const spaced = Object.keys(given).some((key) => key.includes(`namespace="jamaa-${CELL}"`));
    const own = spaced ? `namespace="jamaa-${cell}"` : `cell="${cell}"`;
    const more = Object.entries(labels)
      .filter(([label]) => label !== 'cell' && label !== 'namespace')
      .map(([label, value]) => `,${label}="${value}"`);
    const expr = `count(ALERTS{alertname="${alert}",alertstate="firing",${own}${more.join('')}})`;
    const exp_samples = count === 0 ? [] : [{ labels: '{}', value: count }];
    return {
      name: `${alert} ${name}`,
      input_series: series(given, (text) => moved(text, cell)),
      promql_expr_test: [{ expr, eval_time: at, exp_samples }],
    };
  };
  return [part('fires', `a${number}`, fires.given, fires.for, 1), part('is silent', `b${number}`, silent.given, {}, 0)];
}

/** A recorded series as it must be, and that the same without a cell gives nothing. */
export function recordedParts(record: string, { at = '8m', given, gives }: RecordedCase, number: number): Part[] {
  const cell = `a${number}`;
  const exp_samples = Object.entries(gives).map(([of, value]) => ({ labels: moved(of, cell), value }));
  return [
    {
      name: `${record} is recorded`,
      input_series: series(given, (text) => moved(text, cell)),
      // Rates come as 99.99999999999997.
      promql_expr_test: [{ expr: `round(${record}{cell="${cell}"}, 0.000001)`, eval_time: at, exp_samples }],
    },
    {
      name: `${record} is not made of what has no cell`,
      input_series: series(given, (text) => text.replace(OWN, `case="${number}"`)),
      promql_expr_test: [{ expr: `${record}{cell="",case=~"|${number}"}`, eval_time: at, exp_samples: [] }],
    },
  ];
}
