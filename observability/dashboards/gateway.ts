import type { BoardPlan } from './board.ts';

const all = 'jamaa_gateway_request_seconds_count{cell="$cell"}';
const rate = (selector: string, by: string): string => `sum by (${by}) (rate(${selector}[$__rate_interval]))`;

export const gateway: BoardPlan = {
  id: 'gateway',
  title: 'Jamaa · Passerelle',
  description: 'La porte d’entrée : requêtes, échecs, durée par route ; objectifs du dépôt.',
  rows: {
    'Requêtes (RED)': [
      {
        title: 'Requêtes par statut',
        description: 'Réponses par seconde.',
        unit: 'reqps',
        runbook: 'processes.md#overloaded',
        queries: { '{{status}}': rate(all, 'status') },
      },
      {
        title: 'Requêtes par route',
        description: 'Les dix routes les plus demandées.',
        unit: 'reqps',
        runbook: 'processes.md#overloaded',
        queries: { '{{method}} {{route}}': `topk(10, ${rate(all, 'method, route')})` },
      },
      {
        title: 'Part des échecs (5xx)',
        description: 'De toutes les réponses.',
        unit: 'percentunit',
        runbook: 'slo.md#filing-availability',
        queries: {
          échecs: `(${rate('jamaa_gateway_request_seconds_count{cell="$cell",status=~"5.."}', 'cell')} or 0 * ${rate(all, 'cell')}) / ${rate(all, 'cell')}`,
        },
      },
      {
        title: 'Durée',
        description: 'Temps de la requête à la réponse, toutes routes.',
        unit: 's',
        runbook: 'slo.md#filing-latency',
        queries: {
          p50: 'histogram_quantile(0.5, sum by (le) (rate(jamaa_gateway_request_seconds_bucket{cell="$cell"}[$__rate_interval])))',
          p95: 'histogram_quantile(0.95, sum by (le) (rate(jamaa_gateway_request_seconds_bucket{cell="$cell"}[$__rate_interval])))',
          p99: 'histogram_quantile(0.99, sum by (le) (rate(jamaa_gateway_request_seconds_bucket{cell="$cell"}[$__rate_interval])))',
        },
      },
      {
        title: 'Routes les plus lentes',
        description: 'p95 des dix routes les plus lentes.',
        unit: 's',
        runbook: 'slo.md#filing-latency',
        queries: {
          '{{method}} {{route}}':
            'topk(10, histogram_quantile(0.95, sum by (method, route, le) (rate(jamaa_gateway_request_seconds_bucket{cell="$cell"}[$__rate_interval]))))',
        },
      },
      {
        title: 'Refus (4xx)',
        description: 'Par statut ; beaucoup de 401, de 403 ou de 429 viennent de quelqu’un.',
        unit: 'reqps',
        runbook: 'processes.md#overloaded',
        queries: {
          '{{status}}': rate('jamaa_gateway_request_seconds_count{cell="$cell",status=~"4.."}', 'status'),
        },
      },
    ],
    'Objectifs du dépôt': [
      {
        title: 'Budget d’erreurs : disponibilité (99,9 %)',
        description: 'Combien de fois trop vite le budget se consomme ; au-dessus de 14,4 on est réveillé.',
        unit: 'short',
        runbook: 'slo.md#filing-availability',
        queries: {
          '1 h': 'cell_slo:jamaa_burn:ratio1h{cell="$cell",slo="filing-availability"}',
          '6 h': 'cell_slo:jamaa_burn:ratio6h{cell="$cell",slo="filing-availability"}',
          '3 j': 'cell_slo:jamaa_burn:ratio3d{cell="$cell",slo="filing-availability"}',
        },
      },
      {
        title: 'Budget d’erreurs : durée (300 ms, 99 %)',
        description: 'Combien de fois trop vite le budget se consomme.',
        unit: 'short',
        runbook: 'slo.md#filing-latency',
        queries: {
          '1 h': 'cell_slo:jamaa_burn:ratio1h{cell="$cell",slo="filing-latency"}',
          '6 h': 'cell_slo:jamaa_burn:ratio6h{cell="$cell",slo="filing-latency"}',
          '3 j': 'cell_slo:jamaa_burn:ratio3d{cell="$cell",slo="filing-latency"}',
        },
      },
    ],
  },
};
