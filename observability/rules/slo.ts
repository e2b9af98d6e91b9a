/**
 * Objectives, and the rules that follow from them. What is spent of the budget is recorded per second over five minutes; burn rates over
 * longer windows are means of that, so that no query reads three days of raw samples.
 */
export interface Objective {
  readonly id: string;
  /** Part of the alerts' names. */
  readonly name: string;
  /** What people read in an alert, in French. */
  readonly says: string;
  /** Share of events that must be good. */
  readonly target: number;
  /** Events per second that were bad, and all; `cell!=""` in each selector. */
  readonly bad: string;
  readonly total: string;
}

const filed = 'jamaa_gateway_request_seconds';
const filing = 'cell!="",route="/v1/complaints",method="POST"';
/** Prometheus 3 writes a bound of 2 as 2.0, its predecessors as they are told: both are asked for. */
const sum = (selector: string): string => `sum by (cell) (rate(${selector}[5m]))`;
const lag = 'jamaa_sla_escalation_lag_seconds';
const age = 'jamaa_.+_consumer_event_age_seconds';

export const objectives: readonly Objective[] = [
  {
    id: 'filing-availability',
    name: 'FilingFails',
    says: 'Le dépôt de réclamations échoue',
    target: 0.999,
    bad: `(${sum(`${filed}_count{${filing},status=~"5.."}`)} or 0 * ${sum(`${filed}_count{${filing}}`)})`,
    total: sum(`${filed}_count{${filing}}`),
  },
  {
    id: 'filing-latency',
    name: 'FilingSlow',
    says: 'Le dépôt de réclamations est lent (plus de 300 ms)',
    target: 0.99,
    bad: `(${sum(`${filed}_count{${filing},status="201"}`)} - ${sum(`${filed}_bucket{${filing},status="201",le="0.3"}`)})`,
    total: sum(`${filed}_count{${filing},status="201"}`),
  },
  {
    id: 'escalation-lag',
    name: 'EscalationLag',
    says: 'Les étapes des délais légaux partent en retard (plus de 2 s)',
    target: 0.99,
    bad: `(${sum(`${lag}_count{cell!=""}`)} - ${sum(`${lag}_bucket{cell!="",le=~"2|2.0"}`)})`,
    total: sum(`${lag}_count{cell!=""}`),
  },
  {
    id: 'delivery',
    name: 'DeliverySlow',
    says: 'Les événements n’arrivent pas en une minute',
    target: 0.999,
    bad: `(${sum(`{__name__=~"${age}_count",cell!=""}`)} - ${sum(`{__name__=~"${age}_bucket",cell!="",le=~"60|60.0"}`)})`,
    total: sum(`{__name__=~"${age}_count",cell!=""}`),
  },
];

export const windows = ['5m', '30m', '1h', '2h', '6h', '1d', '3d'] as const;
export const spent = 'cell_slo:jamaa_spent:rate5m';
export const total = 'cell_slo:jamaa_events:rate5m';
export const burn = (window: string): string => `cell_slo:jamaa_burn:ratio${window}`;

/** Fewer bad events than this within six hours page nobody: at night one failed request is a large share. */
const FEWEST = 5;

/** Groups of rules as Prometheus reads them. */
export function sloGroups(): unknown {
  const recorded = objectives.flatMap(({ id, target, bad, total: all }) => [
    { record: spent, expr: `${bad} / ${round(1 - target)}`, labels: { slo: id } },
    { record: total, expr: all, labels: { slo: id } },
  ]);
  const burning = windows.map((window) => ({
    record: burn(window),
    expr: `avg_over_time(${spent}{cell!=""}[${window}]) / avg_over_time(${total}{cell!=""}[${window}])`,
  }));
  // One group: its rules are evaluated in this order, each on what the one before has just recorded.
  return { groups: [{ name: 'jamaa-slo', rules: [...recorded, ...burning, ...objectives.flatMap(alertsOf)] }] };
}

/** The pairs of windows of the SRE workbook: 2 % of a month's budget in an hour, 5 % in six, 10 % in a day, 10 % in three. */
function alertsOf({ id, name, says, target }: Objective): unknown[] {
  const over = (window: string, factor: number): string => `${burn(window)}{cell!="",slo="${id}"} > ${factor}`;
  const both = (long: string, short: string, factor: number): string =>
    `(${over(long, factor)} and ${over(short, factor)})`;
  const enough = `avg_over_time(${spent}{cell!="",slo="${id}"}[6h]) * ${round((1 - target) * 21_600)} >= ${FEWEST}`;
  const runbook = `docs/operations/slo.md#${id}`;
  const description = `Objectif ${round(target * 100)} %. Part du budget d'erreurs consommée {{ $value | humanize }} fois trop vite.`;
  return [
    {
      alert: `Jamaa${name}Page`,
      expr: `(${both('1h', '5m', 14.4)} or ${both('6h', '30m', 6)}) and ${enough}`,
      for: '1m',
      labels: { severity: 'page' },
      annotations: { summary: `${says} ({{ $labels.cell }})`, description, runbook_url: runbook },
    },
    {
      alert: `Jamaa${name}Ticket`,
      expr: `(${both('1d', '2h', 3)} or ${both('3d', '6h', 1)}) and ${enough}`,
      for: '15m',
      labels: { severity: 'ticket' },
      annotations: { summary: `${says}, à la longue ({{ $labels.cell }})`, description, runbook_url: runbook },
    },
  ];
}

/** 1 - 0.999 is not 0.001 in binary. */
const round = (value: number): number => Number(value.toFixed(6));
