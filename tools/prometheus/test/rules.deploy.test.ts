import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '@jamaa/charts/run';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { ruleFiles, rules } from '../src/rules.ts';
import { type Suite, suites } from '../src/suites.ts';
import { prometheusTools } from '../src/tools.ts';

let promtool: string;
let place: string;
let all: Suite[];

beforeAll(async () => {
  ({ promtool } = await prometheusTools((line) => process.stderr.write(`jamaa: ${line}\n`)));
  place = await mkdtemp(join(tmpdir(), 'jamaa-rules-'));
  all = await suites();
});
afterAll(() => rm(place, { recursive: true, force: true }));

it('promtool finds nothing wrong in the rules', async () => {
  const done = await run(promtool, ['check', 'rules', '--lint=all', '--lint-fatal', ...(await ruleFiles())]);
  expect(`${done.stdout}${done.stderr}`).not.toContain('FAILED');
  expect(done.code).toBe(0);
});

it('every rule does what it must, and nothing when it must not', async () => {
  const files: string[] = [];
  for (const { name, content } of all) {
    const file = join(place, `${name}.yaml`);
    await writeFile(file, stringify(content, { lineWidth: 0 }));
    files.push(file);
  }
  const done = await run(promtool, ['test', 'rules', ...files]);
  expect(done.code === 0 ? '' : `${done.stdout}${done.stderr}`).toBe('');
  expect(done.stdout.match(/SUCCESS/g)?.length).toBe(files.length);
}, 100_000);

describe('the cases', () => {
  it('are a firing and a silent one for each alert at least, and one that gives and one that does not for each series', async () => {
    const { alerts, recorded } = await rules();
    const names = all.flatMap((suite) => suite.names);
    const wanted = [
      ...alerts.flatMap(({ alert }) => [`${alert} fires`, `${alert} is silent`]),
      ...recorded.flatMap(({ record }) => [`${record} is recorded`, `${record} is not made of what has no cell`]),
    ];
    expect(wanted.filter((name) => !names.includes(name))).toEqual([]);
    expect(new Set(alerts.map(({ alert }) => alert)).size).toBe(alerts.length);
  });

  it('promtool tells a rule that does not fire', async () => {
    const file = join(place, 'wrong.yaml');
    const content = all[0]?.content;
    const tests = content?.tests.map((test) => ({
      ...test,
      promql_expr_test: test.promql_expr_test.map((one) => ({ ...one, eval_time: '0m' })),
    }));
    await writeFile(file, stringify({ ...content, tests }));
    const done = await run(promtool, ['test', 'rules', file]);
    expect(`${done.stdout}${done.stderr}`).toContain('FAILED');
    expect(done.code).not.toBe(0);
  });
});
