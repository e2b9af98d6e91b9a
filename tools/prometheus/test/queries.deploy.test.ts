import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { boards } from '../../../observability/dashboards/all.ts';
import { fromKubernetes, inventory } from '../src/inventory.ts';
import { root } from '../src/paths.ts';
import { compared, selectors } from '../src/promql.ts';
import { filledIn, panelQueries, ruleQueries } from '../src/queries.ts';
import { rules } from '../src/rules.ts';
import { leftOver, written } from '../src/written.ts';

const panels = panelQueries().map(({ where, expr }) => ({ where, expr: filledIn(expr, { cell: '03' }) }));

describe('the files that are made', () => {
  it('are as their sources say, in the chart too; npm run observability:build writes them', async () => {
    const files = await written();
    for (const [path, text] of files) expect([path, await readFile(path, 'utf8')]).toEqual([path, text]);
    expect(await leftOver(files)).toEqual([]);
    expect(files.size).toBeGreaterThan(2 * boards.length);
  });
});

describe('every metric that is asked for', () => {
  it('is one that the code has, that is recorded, or that Kubernetes tells', async () => {
    const { recorded } = await rules();
    const made = new Set(recorded.map(({ record }) => record));
    const code = await inventory();
    const known = [...code, ...fromKubernetes];
    const wrong: string[] = [];
    for (const { where, expr } of [...panels, ...(await ruleQueries())]) {
      for (const { name, pattern } of selectors(expr)) {
        const there =
          name === undefined
            ? pattern !== undefined && known.some((one) => new RegExp(`^(?:${pattern})$`).test(one))
            : made.has(name) || known.includes(name);
        if (!there) wrong.push(`${where}: ${name ?? pattern ?? expr}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(code.size).toBeGreaterThan(500);
  });

  it('every recorded series is read by a panel or an alert', async () => {
    const { recorded, alerts } = await rules();
    const asked = [
      ...panels.map(({ expr }) => expr),
      ...alerts.map(({ expr }) => expr),
      ...recorded.map(({ expr }) => expr),
    ];
    const names = new Set(asked.flatMap(selectors).map(({ name }) => name));
    expect(recorded.map(({ record }) => record).filter((record) => !names.has(record))).toEqual([]);
  });
});

describe('every selector', () => {
  it('of a rule says which cell or namespace it is about, in the words that the chart narrows', async () => {
    const wide: string[] = [];
    for (const { where, expr } of await ruleQueries())
      for (const { name, pattern, matchers } of selectors(expr))
        if (!matchers.includes('cell!=""') && !matchers.includes('namespace!=""'))
          wide.push(`${where}: ${name ?? pattern}`);
    expect(wide).toEqual([]);
  });

  it('of a panel asks for the chosen cell', () => {
    const wide: string[] = [];
    for (const { where, expr } of panels)
      for (const { name, pattern, matchers } of selectors(expr))
        if (!matchers.includes('cell="03"') && !matchers.includes('namespace="jamaa-03"'))
          wide.push(`${where}: ${name ?? pattern}`);
    expect(wide).toEqual([]);
  });

  it('of insights takes the largest of what the replicas tell: each tells the same', () => {
    const naive = panels.filter(({ expr }) => /jamaa_insights_/.test(expr) && !/max by/.test(expr));
    expect(naive.map(({ where }) => where)).toEqual([]);
  });
});

describe('the comparison of an alert', () => {
  it.each([
    ['a > 5', ['a']],
    ['sum by (x) (rate(a[5m])) / b >= 0.1', ['sum by (x) (rate(a[5m])) / b']],
    ['(a > 1 and b > 2) or c == 0', ['a', 'b', 'c']],
    ['time() - max(a) > 3600', ['time() - max(a)']],
    ['a and b', ['a', 'b']],
  ])('is taken away from %s', (expr, sides) => expect(compared(expr)).toEqual(sides));

  it('is not looked for in what is no PromQL', () => {
    expect(() => compared('sum(a > ')).toThrow(SyntaxError);
  });
});

/** Anchors as GitHub makes them of headings. */
const anchorsOf = (page: string): string[] =>
  [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

describe('runbooks', () => {
  const pageOf = async (link: string): Promise<{ page: string; anchor: string }> => {
    const [path = '', anchor = ''] = link.split('#');
    return { page: await readFile(join(root, path), 'utf8'), anchor };
  };

  it('are there for every alert, which its page names', async () => {
    const wrong: string[] = [];
    for (const { alert, annotations } of (await rules()).alerts) {
      const { page, anchor } = await pageOf(annotations['runbook_url'] ?? '');
      if (!anchorsOf(page).includes(anchor) || !page.includes(`\`${alert}\``))
        wrong.push(`${alert}: ${annotations['runbook_url']}`);
    }
    expect(wrong).toEqual([]);
  });

  it('name no alert that there is not', async () => {
    const { alerts } = await rules();
    const names = new Set(alerts.map(({ alert }) => alert));
    const pages = new Set(alerts.map(({ annotations }) => annotations['runbook_url']?.split('#')[0] ?? ''));
    for (const path of pages) {
      const page = await readFile(join(root, path), 'utf8');
      expect([
        path,
        [...page.matchAll(/`(Jamaa[A-Z]\w+)`/g)].map(([, name = '']) => name).filter((name) => !names.has(name)),
      ]).toEqual([path, []]);
    }
  });

  it('are there for every panel', async () => {
    const wrong: string[] = [];
    for (const { id, rows } of boards)
      for (const { title, runbook } of Object.values(rows).flat()) {
        const { page, anchor } = await pageOf(`docs/operations/${runbook}`);
        if (!anchorsOf(page).includes(anchor)) wrong.push(`${id}: ${title}: ${runbook}`);
      }
    expect(wrong).toEqual([]);
  });
});

describe('every alert', () => {
  it('pages or opens a ticket, and says what is wrong and what it means', async () => {
    for (const { alert, labels, annotations } of (await rules()).alerts) {
      expect([alert, Object.keys(annotations).sort()]).toEqual([alert, ['description', 'runbook_url', 'summary']]);
      expect([alert, ['page', 'ticket'].includes(labels['severity'] ?? '')]).toEqual([alert, true]);
    }
  });

  it('speaks only of labels that its expression keeps', async () => {
    for (const { alert, expr, annotations } of (await rules()).alerts) {
      const spoken = [...JSON.stringify(annotations).matchAll(/\$labels\.(\w+)/g)].map(([, label = '']) => label);
      const kept = [...expr.matchAll(/by \(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(/,\s*/));
      // A recorded series keeps the labels that its name begins with.
      const [, level = ''] = /\b((?:component|cell)\w*):jamaa/.exec(expr) ?? [];
      const all = [...kept, ...level.split('_'), ...(level === '' ? [] : ['cell'])];
      expect([alert, spoken.filter((label) => !all.includes(label))]).toEqual([alert, []]);
    }
  });
});

describe('every panel', () => {
  it('has a title, a description, a unit, and queries that are told apart', () => {
    for (const { id, rows } of boards)
      for (const panel of Object.values(rows).flat()) {
        expect([id, panel.title, panel.description.endsWith('.'), Object.keys(panel.queries).length > 0]).toEqual([
          id,
          panel.title,
          true,
          true,
        ]);
      }
    const titles = boards.flatMap(({ id, rows }) =>
      Object.values(rows)
        .flat()
        .map(({ title }) => `${id} ${title}`),
    );
    expect(new Set(titles).size).toBe(titles.length);
  });
});
