import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { chart } from '../src/paths.ts';
import { everyCell, helm, helmUnittest, inFolder, overlayFile } from './support/cells.ts';

const suites = join(chart, 'tests');
const suiteFiles = async (): Promise<string[]> => (await readdir(suites)).filter((file) => file.endsWith('_test.yaml'));

describe('helm lint --strict', () => {
  it.each(everyCell)('finds nothing in the chart with the values of %s', async (cell) => {
    const done = await helm('lint', '--strict', chart, '--values', overlayFile(cell));
    expect(`${done.stdout}${done.stderr}`).toContain('1 chart(s) linted, 0 chart(s) failed');
    expect(done.code).toBe(0);
  });
});

describe('helm-unittest', () => {
  it('passes every suite there is', async () => {
    const files = await suiteFiles();
    const report = await inFolder(async (folder) => {
      const file = join(folder, 'junit.xml');
      const done = await helmUnittest('--strict', '--output-type', 'JUnit', '--output-file', file, chart);
      return { ...done, xml: await readFile(file, 'utf8') };
    });
    // It leaves an empty folder beside its suites.
    await rm(join(suites, '__snapshot__'), { recursive: true, force: true });
    const ran = Number(/Test Suites: (?:\d+ failed, )?(\d+) passed/.exec(report.stdout)?.[1] ?? 0);
    expect({ code: report.code, ran, said: report.code === 0 ? '' : report.stdout }).toEqual({
      code: 0,
      ran: files.length,
      said: '',
    });
    expect(files.length).toBeGreaterThan(0);
    expect(report.xml.match(/<testcase /g)?.length ?? 0).toBeGreaterThanOrEqual(files.length);
  }, 60_000);

  it('has a suite for every template', async () => {
    const templates = (await readdir(join(chart, 'templates'), { recursive: true })).filter((file) =>
      /\.(yaml|txt)$/.test(file),
    );
    const named = new Set<string>();
    for (const file of await suiteFiles()) {
      const suite = parse(await readFile(join(suites, file), 'utf8')) as { templates?: string[] };
      for (const template of suite.templates ?? []) named.add(template.replace(/^templates\//, ''));
    }
    expect([...named].sort()).toEqual(templates.sort());
  });
});
