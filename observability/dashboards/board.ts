import {
  ConstantVariableBuilder,
  type Dashboard,
  DashboardBuilder,
  DashboardLinkBuilder,
  type DataSourceRef,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  RowBuilder,
  VariableRefresh,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TimeseriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';

/** Where the runbooks are read; an operator may say otherwise in the chart (`telemetry.runbooks`). */
export const runbooks = 'https://github.com/jamaa/jamaa/blob/main/';

export interface PanelPlan {
  readonly title: string;
  readonly description: string;
  /** Unit as Grafana names it. */
  readonly unit: 's' | 'short' | 'percentunit' | 'reqps' | 'ops' | 'bytes' | 'bool';
  /** Page and heading under docs/operations. */
  readonly runbook: string;
  /** PromQL by legend. Every selector says `cell="$cell"`. */
  readonly queries: Readonly<Record<string, string>>;
  /** A number instead of a curve. */
  readonly stat?: true;
}

export interface BoardPlan {
  /** Also the name of its file. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Whether one may choose among components. */
  readonly byComponent?: true;
  /** Panels by the title of their row. */
  readonly rows: Readonly<Record<string, readonly PanelPlan[]>>;
}

const source: DataSourceRef = { type: 'prometheus', uid: `\${datasource}` };
const COLUMNS = 24;

/** Draws a plan up as a dashboard of Grafana. */
export function board(plan: BoardPlan): Dashboard {
  const builder = new DashboardBuilder(plan.title)
    .uid(`jamaa-${plan.id}`)
    .description(plan.description)
    .tags(['jamaa'])
    .timezone('Africa/Casablanca')
    .refresh('30s')
    .time({ from: 'now-6h', to: 'now' })
    .readonly()
    .withVariable(new DatasourceVariableBuilder('datasource').label('Source').type('prometheus'))
    .withVariable(choice('cell', 'Cellule', 'label_values(up{component="gateway"}, cell)'))
    .withVariable(new ConstantVariableBuilder('runbooks').value(runbooks))
    .link(
      new DashboardLinkBuilder('Jamaa')
        .type('dashboards' as never)
        .tags(['jamaa'])
        .asDropdown(true),
    );
  if (plan.byComponent)
    builder.withVariable(
      choice('component', 'Service', 'label_values(up{cell="$cell"}, component)')
        .multi(true)
        .includeAll(true)
        .allValue('.+'),
    );
  let y = 0;
  let id = 1;
  for (const [title, panels] of Object.entries(plan.rows)) {
    builder.withRow(new RowBuilder(title).gridPos({ h: 1, w: COLUMNS, x: 0, y }).id(id));
    y += 1;
    id += 1;
    const [height, width] = panels.every(({ stat }) => stat)
      ? [4, COLUMNS / panels.length]
      : [8, panels.length === 2 ? 12 : 8];
    for (const [index, panel] of panels.entries()) {
      const at = index * width;
      builder.withPanel(
        draw(panel)
          .id(id)
          .gridPos({ h: height, w: width, x: at % COLUMNS, y: y + Math.floor(at / COLUMNS) * height }),
      );
      id += 1;
    }
    y += Math.ceil((panels.length * width) / COLUMNS) * height;
  }
  return builder.build();
}

const choice = (name: string, label: string, query: string): QueryVariableBuilder =>
  new QueryVariableBuilder(name)
    .label(label)
    .query(query)
    .datasource(source)
    .refresh(VariableRefresh.OnTimeRangeChanged);

function draw(plan: PanelPlan): TimeseriesBuilder | StatBuilder {
  const panel = plan.stat ? new StatBuilder() : new TimeseriesBuilder().fillOpacity(8).min(0);
  panel
    .title(plan.title)
    .description(plan.description)
    .unit(plan.unit)
    .datasource(source)
    .links([
      new DashboardLinkBuilder('Runbook').type('link' as never).url(`\${runbooks}docs/operations/${plan.runbook}`),
    ]);
  for (const [index, [legend, expr]] of Object.entries(plan.queries).entries())
    panel.withTarget(
      new DataqueryBuilder()
        .refId(String.fromCharCode(65 + index))
        .expr(expr)
        .legendFormat(legend)
        .datasource(source),
    );
  return panel;
}
