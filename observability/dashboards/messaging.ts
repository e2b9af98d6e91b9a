import type { BoardPlan } from './board.ts';

const chosen = 'cell="$cell",component=~"$component"';

export const messaging: BoardPlan = {
  id: 'messaging',
  title: 'Jamaa · Événements',
  description: 'Du journal de l’un à l’effet chez l’autre : attente, retard, événements mis de côté.',
  byComponent: true,
  rows: {
    Publication: [
      {
        title: 'Plus ancien événement non publié',
        description: 'Au-delà d’une minute le journal n’atteint plus le bus.',
        unit: 's',
        runbook: 'broker-and-database.md#relay-behind',
        queries: { '{{component}}': `component:jamaa_relay_unpublished_age_seconds:max{${chosen}}` },
      },
      {
        title: 'Événements non publiés',
        description: 'Comptés jusqu’à 10 000.',
        unit: 'short',
        runbook: 'broker-and-database.md#relay-behind',
        queries: { '{{component}}': `component:jamaa_relay_unpublished_events:max{${chosen}}` },
      },
      {
        title: 'Publications et refus',
        description: 'Événements par seconde que le bus a pris, ou n’a pas pris.',
        unit: 'ops',
        runbook: 'broker-and-database.md#relay-behind',
        queries: {
          '{{component}}': `component:jamaa_relay_published:rate5m{${chosen}}`,
          '{{component}} refusés': `component:jamaa_relay_failures:rate5m{${chosen}}`,
        },
      },
    ],
    Consommation: [
      {
        title: 'Retard des consommateurs',
        description: 'Événements du flux non encore appliqués.',
        unit: 'short',
        runbook: 'broker-and-database.md#consumer-lagging',
        queries: { '{{component}} ← {{source}}': `component_source:jamaa_consumer_lag_events:max{${chosen}}` },
      },
      {
        title: 'Événements mis de côté',
        description: 'Quelqu’un doit regarder : ces dossiers sont à l’arrêt chez ce service.',
        unit: 'short',
        runbook: 'dead-letters.md#dead-letters',
        queries: { '{{component}} ← {{source}}': `component_source:jamaa_consumer_dead_letters:max{${chosen}}` },
      },
      {
        title: 'Manques non comblés',
        description: '1 : des événements manquent avant le début du flux.',
        unit: 'short',
        runbook: 'republish.md#what-shows-it',
        queries: { '{{component}} ← {{source}}': `component_source:jamaa_consumer_gap:max{${chosen}}` },
      },
      {
        title: 'Événements par issue',
        description: 'Par seconde : appliqués, passés, échoués, mis de côté.',
        unit: 'ops',
        runbook: 'dead-letters.md#what-shows-it',
        queries: { '{{outcome}}': `sum by (outcome) (component_outcome:jamaa_consumer_events:rate5m{${chosen}})` },
      },
      {
        title: 'De l’événement à son effet',
        description: 'Objectif : moins d’une minute pour 99,9 %.',
        unit: 's',
        runbook: 'slo.md#delivery',
        queries: {
          p50: `histogram_quantile(0.5, sum by (le) (rate({__name__=~"jamaa_.+_consumer_event_age_seconds_bucket",${chosen}}[$__rate_interval])))`,
          p99: `histogram_quantile(0.99, sum by (le) (rate({__name__=~"jamaa_.+_consumer_event_age_seconds_bucket",${chosen}}[$__rate_interval])))`,
        },
      },
      {
        title: 'Budget d’erreurs : livraison',
        description: 'Combien de fois trop vite le budget se consomme.',
        unit: 'short',
        runbook: 'slo.md#delivery',
        queries: {
          '1 h': 'cell_slo:jamaa_burn:ratio1h{cell="$cell",slo="delivery"}',
          '6 h': 'cell_slo:jamaa_burn:ratio6h{cell="$cell",slo="delivery"}',
          '3 j': 'cell_slo:jamaa_burn:ratio3d{cell="$cell",slo="delivery"}',
        },
      },
    ],
  },
};
