import { boards } from '../../../observability/dashboards/all.ts';
import { compared } from './promql.ts';
import { rules } from './rules.ts';

/** A query as it stands somewhere, and what stands for Grafana's variables in it when it is run here. */
export interface Query {
  readonly where: string;
  readonly expr: string;
}

export interface Variables {
  readonly cell: string;
}

/** Grafana's variables filled in: one cell, all components, windows of five minutes. */
export const filledIn = (expr: string, { cell }: Variables): string =>
  expr.replaceAll('$__rate_interval', '5m').replaceAll('$component', '.+').replaceAll('$cell', cell);

/** Queries of all panels, as they stand. */
export const panelQueries = (): Query[] =>
  boards.flatMap((board) =>
    Object.values(board.rows).flatMap((panels) =>
      panels.flatMap((panel) =>
        Object.entries(panel.queries).map(([legend, expr]) => ({
          where: `${board.id}: ${panel.title} (${legend})`,
          expr,
        })),
      ),
    ),
  );

/** What the rules ask: each recorded series as it is made, and of each alert what it compares, without the comparison. */
export async function ruleQueries(): Promise<Query[]> {
  const { alerts, recorded } = await rules();
  return [
    ...recorded.map(({ record, expr, labels }) => ({ where: [record, labels?.['slo']].join(' '), expr })),
    ...alerts.flatMap(({ alert, expr }) => compared(expr).map((side) => ({ where: alert, expr: side }))),
  ];
}
