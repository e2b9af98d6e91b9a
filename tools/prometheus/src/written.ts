import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { stringify } from 'yaml';
import { boards } from '../../../observability/dashboards/all.ts';
import { board } from '../../../observability/dashboards/board.ts';
import { sloGroups } from '../../../observability/rules/slo.ts';
import { chartFolder, dashboardsFolder, rulesFolder } from './paths.ts';

/** Every file that is made, by its path, as it should be now: rules of the objectives, dashboards, and the chart's copies of both. */
export async function written(): Promise<Map<string, string>> {
  const slo = `# Written by \`npm run observability:build\` from slo.ts.\n${stringify(sloGroups(), { lineWidth: 0 })}`;
  const files = new Map([[join(rulesFolder, 'slo.yaml'), slo]]);
  for (const plan of boards) {
    const text = `${JSON.stringify(board(plan), undefined, 2)}\n`;
    files.set(join(dashboardsFolder, `${plan.id}.json`), text);
    files.set(join(chartFolder, 'dashboards', `${plan.id}.json`), text);
  }
  const rules = (await readdir(rulesFolder)).filter((name) => name.endsWith('.yaml') && name !== 'slo.yaml');
  files.set(join(chartFolder, 'rules/slo.yaml'), slo);
  for (const name of rules)
    files.set(join(chartFolder, 'rules', name), await readFile(join(rulesFolder, name), 'utf8'));
  return files;
}

/** Files that lie where such files are made, and that are made no more. */
export async function leftOver(made: ReadonlyMap<string, string>): Promise<string[]> {
  const found: string[] = [];
  for (const folder of [dashboardsFolder, join(chartFolder, 'dashboards'), join(chartFolder, 'rules')])
    for (const name of await readdir(folder))
      if (!basename(name).endsWith('.ts') && !made.has(join(folder, name))) found.push(join(folder, name));
  return found;
}
