import { basename, join } from 'node:path';
import { type AlertCase, alertParts, cases, type Part, recordedParts } from './cases.ts';
import { rulesFolder } from './paths.ts';
import { ruleFiles, rulesIn } from './rules.ts';
import { burnCases, sloCases } from './slo-cases.ts';

/** A file for `promtool test rules`: one file of rules, with what it stands on, at one step. */
export interface Suite {
  readonly name: string;
  /** The cases in it. */
  readonly names: readonly string[];
  readonly content: {
    readonly rule_files: readonly string[];
    readonly evaluation_interval: string;
    readonly tests: readonly (Omit<Part, 'name'> & { readonly interval: string })[];
  };
}

/**
 * Suites of all rules.
 * @throws an error that names the rules without cases, and the cases without a rule
 */
export async function suites(): Promise<Suite[]> {
  const written = new Map([...(await cases()), ...[...burnCases()].map(([name, one]) => [name, [one]] as const)]);
  const slo = sloCases();
  const files = await ruleFiles();
  const recordedFile = join(rulesFolder, 'recorded.yaml');
  const general = (await rulesIn(recordedFile)).recorded;
  const found: Suite[] = [];
  const missing: string[] = [];
  const used = new Set<string>();
  let number = 0;
  for (const file of files) {
    const parts = new Map<string, Part[]>();
    const add = (step: string, more: readonly Part[]): void =>
      void parts.set(step, [...(parts.get(step) ?? []), ...more]);
    const { alerts, recorded } = await rulesIn(file);
    const onRecorded = alerts.some(({ expr }) => general.some(({ record }) => expr.includes(record)));
    for (const { alert } of alerts) {
      const own = slo.get(alert) ?? (written.has(alert) ? [written.get(alert) as AlertCase] : []);
      if (own.length === 0) missing.push(alert);
      for (const one of own) {
        number += 1;
        add(one.step ?? '1m', alertParts(alert, one, number));
      }
      used.add(alert);
    }
    for (const record of new Set(recorded.map((rule) => rule.record))) {
      const own = written.get(record);
      if (!Array.isArray(own)) missing.push(record);
      else
        for (const one of own) {
          number += 1;
          add(one.step ?? '1m', recordedParts(record, one, number));
        }
      used.add(record);
    }
    for (const [step, all] of parts) {
      const name = `${basename(file, '.yaml')}-${step}`;
      const test = {
        name,
        interval: step,
        input_series: all.flatMap((part) => part.input_series),
        promql_expr_test: all.flatMap((part) => part.promql_expr_test),
      };
      const rule_files = onRecorded ? [recordedFile, file] : [file];
      found.push({
        name,
        names: all.map((part) => part.name),
        content: { rule_files, evaluation_interval: step, tests: [test] },
      });
    }
  }
  const unknown = [...written.keys()].filter((name) => !used.has(name));
  if (missing.length + unknown.length > 0)
    throw new Error(
      `rules without cases: ${missing.join(', ') || 'none'}; cases without a rule: ${unknown.join(', ') || 'none'}`,
    );
  return found;
}
