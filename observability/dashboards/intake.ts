import type { BoardPlan } from './board.ts';

const rate = (selector: string, by: string): string => `sum by (${by}) (rate(${selector}[$__rate_interval]))`;

export const intake: BoardPlan = {
  id: 'intake',
  title: 'Jamaa · Flux des réclamations',
  description: 'Du dépôt à la réponse : canaux, acheminement, commandes, messages, fichiers.',
  rows: {
    Dépôts: [
      {
        title: 'Dépôts par canal',
        description: 'Réclamations acceptées par seconde ; la formation n’y compte pas.',
        unit: 'ops',
        runbook: 'slo.md#filing-availability',
        queries: { '{{channel}}': rate('jamaa_intake_complaints_submitted_total{cell="$cell"}', 'channel') },
      },
      {
        title: 'Reçues par région et canal',
        description: 'Chiffres d’insights, qui survivent aux redémarrages.',
        unit: 'short',
        runbook: 'deadline-breaches.md#many-breaches',
        queries: {
          '{{region}} {{channel}}':
            'sum by (region, channel) (max by (region, province, category, channel) (increase(jamaa_insights_received_total{cell="$cell"}[1h])))',
        },
      },
      {
        title: 'Commandes',
        description: 'Ce que font citoyens et agents, par seconde.',
        unit: 'ops',
        runbook: 'processes.md#calls-failing',
        queries: { '{{command}}': rate('jamaa_intake_commands_total{cell="$cell"}', 'command') },
      },
    ],
    Acheminement: [
      {
        title: 'Décisions',
        description: 'Réclamations acheminées par seconde, par issue.',
        unit: 'ops',
        runbook: 'broken-rules.md#broken-routing-rules',
        queries: { '{{outcome}}': rate('jamaa_routing_decisions_total{cell="$cell"}', 'outcome') },
      },
      {
        title: 'Du dépôt à la décision',
        description: 'Temps qu’un dossier attend son destinataire.',
        unit: 's',
        runbook: 'broker-and-database.md#consumer-lagging',
        queries: {
          p50: 'histogram_quantile(0.5, sum by (le) (rate(jamaa_routing_decision_delay_seconds_bucket{cell="$cell"}[$__rate_interval])))',
          p95: 'histogram_quantile(0.95, sum by (le) (rate(jamaa_routing_decision_delay_seconds_bucket{cell="$cell"}[$__rate_interval])))',
        },
      },
      {
        title: 'Règles sans destinataire',
        description: 'Règles en vigueur dont l’organisme a quitté l’annuaire.',
        unit: 'short',
        runbook: 'broken-rules.md#broken-routing-rules',
        queries: { règles: 'max(jamaa_routing_broken_rules{cell="$cell"})' },
      },
    ],
    'Messages et fichiers': [
      {
        title: 'Messages par issue',
        description: 'Messages aux citoyens et aux agents, par seconde.',
        unit: 'ops',
        runbook: 'messages-not-sent.md#what-shows-it',
        queries: {
          '{{channel}} {{outcome}}': rate('jamaa_notifications_messages_total{cell="$cell"}', 'channel, outcome'),
        },
      },
      {
        title: 'Plus ancien message dû',
        description: 'Depuis quand il attend son tour.',
        unit: 's',
        runbook: 'messages-not-sent.md#what-shows-it',
        queries: { attente: 'max(jamaa_notifications_oldest_due_message_age_seconds{cell="$cell"})' },
      },
      {
        title: 'Fichiers examinés',
        description: 'Examens de l’antivirus par seconde, par résultat.',
        unit: 'ops',
        runbook: 'files-not-scanned.md#files-are-not-scanned',
        queries: { '{{result}}': rate('jamaa_attachments_scans_total{cell="$cell"}', 'result') },
      },
      {
        title: 'Plus ancien fichier non examiné',
        description: 'Personne ne peut l’ouvrir avant.',
        unit: 's',
        runbook: 'files-not-scanned.md#files-are-not-scanned',
        queries: { attente: 'max(jamaa_attachments_oldest_unscanned_age_seconds{cell="$cell"})' },
      },
      {
        title: 'Portail national',
        description: 'Depuis la dernière lecture, et l’état le plus ancien qui attend d’être dit.',
        unit: 's',
        runbook: 'national-portal.md#the-national-portal-is-not-read-or-not-told',
        queries: {
          lecture: 'max(jamaa_national_portal_seconds_since_pull{cell="$cell"})',
          état: 'max(jamaa_national_portal_oldest_report_seconds{cell="$cell"})',
        },
      },
      {
        title: 'Reprises en cours',
        description: 'Âge de la reprise la plus ancienne : dossiers, anciens registres.',
        unit: 's',
        runbook: 'imports.md#an-import-does-not-go-on',
        queries: {
          dossiers: 'max(jamaa_intake_oldest_import_seconds{cell="$cell"})',
          registres: 'max(jamaa_civil_registry_import_waiting_seconds{cell="$cell"})',
        },
      },
    ],
  },
};
