import type { BoardPlan } from './board.ts';

const chosen = 'cell="$cell",component=~"$component"';
const calls = `component_code:jamaa_rpc_server:rate5m{${chosen}}`;
const failed = `component_code:jamaa_rpc_server:rate5m{${chosen},code=~"internal|unavailable|deadline-exceeded"}`;
const buckets = `component_le:jamaa_rpc_server_seconds_bucket:rate5m{${chosen}}`;

export const services: BoardPlan = {
  id: 'services',
  title: 'Jamaa · Services',
  description: 'Appels, échecs et durée de chaque service ; ses processus.',
  byComponent: true,
  rows: {
    'Appels (RED)': [
      {
        title: 'Appels par seconde',
        description: 'Appels gRPC reçus.',
        unit: 'reqps',
        runbook: 'processes.md#calls-failing',
        queries: { '{{component}}': `sum by (component) (${calls})` },
      },
      {
        title: 'Part des échecs',
        description: 'Défauts du service, de sa base ou d’un voisin ; les refus aux appelants n’y comptent pas.',
        unit: 'percentunit',
        runbook: 'processes.md#calls-failing',
        queries: {
          '{{component}}': `(sum by (component) (${failed}) or 0 * sum by (component) (${calls})) / sum by (component) (${calls})`,
        },
      },
      {
        title: 'Durée p95',
        description: 'Temps de traitement d’un appel.',
        unit: 's',
        runbook: 'processes.md#calls-failing',
        queries: { '{{component}}': `histogram_quantile(0.95, sum by (component, le) (${buckets}))` },
      },
      {
        title: 'Appels par code',
        description: 'ok, refus et échecs.',
        unit: 'reqps',
        runbook: 'processes.md#calls-failing',
        queries: { '{{code}}': `sum by (code) (${calls})` },
      },
      {
        title: 'Méthodes les plus lentes',
        description: 'p95 des dix méthodes les plus lentes.',
        unit: 's',
        runbook: 'processes.md#calls-failing',
        queries: {
          '{{component}} {{method}}': `topk(10, histogram_quantile(0.95, sum by (component, method, le) (rate({__name__=~"jamaa_.+_rpc_server_seconds_bucket",${chosen}}[$__rate_interval]))))`,
        },
      },
      {
        title: 'Mesures qui échouent',
        description: 'Collectes en échec en un quart d’heure.',
        unit: 'short',
        runbook: 'processes.md#collector-failing',
        queries: { '{{component}}': `component:jamaa_collector_failures:increase15m{${chosen}}` },
      },
    ],
    Processus: [
      {
        title: 'Répliques qui répondent',
        description: 'Répliques que Prometheus sait lire.',
        unit: 'short',
        runbook: 'processes.md#component-down',
        queries: { '{{component}}': `sum by (component) (up{${chosen}})` },
      },
      {
        title: 'Processeur',
        description: 'Cœurs employés.',
        unit: 'short',
        runbook: 'processes.md#event-loop-blocked',
        queries: {
          '{{component}}': `sum by (component) (rate(process_cpu_seconds_total{${chosen}}[$__rate_interval]))`,
        },
      },
      {
        title: 'Mémoire',
        description: 'Mémoire résidente de la plus grosse réplique.',
        unit: 'bytes',
        runbook: 'processes.md#memory-high',
        queries: { '{{component}}': `max by (component) (process_resident_memory_bytes{${chosen}})` },
      },
      {
        title: 'Boucle d’événements, p99',
        description: 'Au-delà d’une demi-seconde le processeur manque ou un calcul la tient.',
        unit: 's',
        runbook: 'processes.md#event-loop-blocked',
        queries: { '{{component}}': `max by (component) (nodejs_eventloop_lag_p99_seconds{${chosen}})` },
      },
      {
        title: 'Certificats',
        description: 'Temps qui reste au certificat des liens.',
        unit: 's',
        runbook: 'processes.md#certificate-ends',
        queries: { '{{component}}': `component:jamaa_tls_certificate_expires_seconds:min{${chosen}}` },
      },
      {
        title: 'Âge de la dernière signature d’audit',
        description: 'Elle est faite chaque heure.',
        unit: 's',
        runbook: 'audit-trail.md#what-shows-it',
        queries: { '{{component}}': `component:jamaa_audit_root_age_seconds:max{${chosen}}` },
      },
    ],
    'Entretien (kube-state-metrics)': [
      {
        title: 'Dernière réussite des tâches',
        description: 'Sauvegarde, exercice de restauration, vérification d’audit : depuis leur dernière réussite.',
        unit: 's',
        runbook: 'upkeep.md#backup-old',
        queries: {
          '{{cronjob}}':
            'time() - max by (cronjob) (kube_cronjob_status_last_successful_time{namespace="jamaa-$cell",cronjob=~"jamaa-.+"})',
        },
      },
      {
        title: 'Place sur les disques',
        description: 'Part libre des volumes.',
        unit: 'percentunit',
        runbook: 'upkeep.md#disk-filling',
        queries: {
          '{{persistentvolumeclaim}}':
            'min by (persistentvolumeclaim) (kubelet_volume_stats_available_bytes{namespace="jamaa-$cell"} / kubelet_volume_stats_capacity_bytes{namespace="jamaa-$cell"})',
        },
      },
    ],
  },
};
