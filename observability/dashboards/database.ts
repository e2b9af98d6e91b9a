import type { BoardPlan } from './board.ts';

const chosen = 'cell="$cell",component=~"$component"';
const commands = `component_command_outcome:jamaa_database_command:rate5m{${chosen}}`;
const failed = `component_command_outcome:jamaa_database_command:rate5m{${chosen},outcome="failed"}`;

export const database: BoardPlan = {
  id: 'database',
  title: 'Jamaa · Base de données',
  description: 'La base vue par les services : commandes, transactions, connexions, baux.',
  byComponent: true,
  rows: {
    Commandes: [
      {
        title: 'Commandes par seconde',
        description: 'Par commande du pilote.',
        unit: 'ops',
        runbook: 'broker-and-database.md#database-slow',
        queries: { '{{command}}': `sum by (command) (${commands})` },
      },
      {
        title: 'Part des commandes refusées',
        description: 'Élection, droits, disque plein, conflits d’écriture.',
        unit: 'percentunit',
        runbook: 'broker-and-database.md#database-failing',
        queries: {
          '{{component}}': `(sum by (component) (${failed}) or 0 * sum by (component) (${commands})) / sum by (component) (${commands})`,
        },
      },
      {
        title: 'Durée des commandes, p99',
        description: 'Vue du pilote : réseau compris.',
        unit: 's',
        runbook: 'broker-and-database.md#database-slow',
        queries: {
          '{{component}}': `histogram_quantile(0.99, sum by (component, le) (component_le:jamaa_database_command_seconds_bucket:rate5m{${chosen}}))`,
        },
      },
    ],
    'Transactions, connexions, baux': [
      {
        title: 'Transactions par seconde',
        description: 'Transactions validées.',
        unit: 'ops',
        runbook: 'broker-and-database.md#database-slow',
        queries: { '{{component}}': `component:jamaa_transactions:rate5m{${chosen}}` },
      },
      {
        title: 'Connexions employées',
        description: 'De 64 par réplique.',
        unit: 'short',
        runbook: 'broker-and-database.md#database-pool-full',
        queries: { '{{component}}': `component:jamaa_database_connections_in_use:max{${chosen}}` },
      },
      {
        title: 'Attente d’une connexion, p95',
        description: 'Au-delà d’une demi-seconde il en manque.',
        unit: 's',
        runbook: 'broker-and-database.md#database-pool-full',
        queries: {
          '{{component}}': `histogram_quantile(0.95, sum by (component, le) (component_le:jamaa_database_checkout_seconds_bucket:rate5m{${chosen}}))`,
        },
      },
      {
        title: 'Baux tenus',
        description: '0 : personne ne fait ce travail.',
        unit: 'short',
        runbook: 'broker-and-database.md#lease-not-held',
        queries: { '{{component}} {{lease}}': `component_lease:jamaa_lease_held:max{${chosen}}` },
      },
    ],
  },
};
