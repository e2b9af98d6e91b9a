import type { BoardPlan } from './board.ts';

export const broker: BoardPlan = {
  id: 'broker',
  title: 'Jamaa · Bus',
  description: 'Le bus vu par les services. Ses propres mesures (NATS) viennent de son exportateur et n’y sont pas.',
  byComponent: true,
  rows: {
    Maintenant: [
      {
        title: 'Services reliés',
        description: 'Services dont toutes les répliques sont reliées au bus.',
        unit: 'short',
        runbook: 'broker-and-database.md#broker-away',
        stat: true,
        queries: { reliés: 'sum(component:jamaa_broker_connected:min{cell="$cell"})' },
      },
      {
        title: 'Plus ancien événement non publié',
        description: 'Tous services confondus.',
        unit: 's',
        runbook: 'broker-and-database.md#relay-behind',
        stat: true,
        queries: { attente: 'max(component:jamaa_relay_unpublished_age_seconds:max{cell="$cell"})' },
      },
      {
        title: 'Événements en attente d’effet',
        description: 'Retard de tous les consommateurs.',
        unit: 'short',
        runbook: 'broker-and-database.md#consumer-lagging',
        stat: true,
        queries: { retard: 'sum(component_source:jamaa_consumer_lag_events:max{cell="$cell"})' },
      },
    ],
    'Liaisons et débit': [
      {
        title: 'Liaison de chaque service',
        description: '0 : une réplique au moins n’est pas reliée.',
        unit: 'short',
        runbook: 'broker-and-database.md#broker-away',
        queries: { '{{component}}': 'component:jamaa_broker_connected:min{cell="$cell",component=~"$component"}' },
      },
      {
        title: 'Événements publiés',
        description: 'Par seconde, par service.',
        unit: 'ops',
        runbook: 'broker-and-database.md#relay-behind',
        queries: { '{{component}}': 'component:jamaa_relay_published:rate5m{cell="$cell",component=~"$component"}' },
      },
      {
        title: 'Durée d’un lot',
        description: 'Temps d’appliquer un lot d’événements, p95.',
        unit: 's',
        runbook: 'broker-and-database.md#consumer-lagging',
        queries: {
          '{{component}} ← {{source}}':
            'histogram_quantile(0.95, sum by (component, source, le) (rate({__name__=~"jamaa_.+_consumer_batch_seconds_bucket",cell="$cell",component=~"$component"}[$__rate_interval])))',
        },
      },
    ],
  },
};
