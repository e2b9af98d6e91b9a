import type { BoardPlan } from './board.ts';

/** Each replica of insights tells what its database knows: the largest of one series, then the sum. */
const cases = (metric: string, by: string): string =>
  `sum by (${by}) (max by (region, province, category) (jamaa_insights_${metric}{cell="$cell"}))`;
/** Series of nothing are left out by insights: none at all means 0. */
const inAll = (metric: string): string =>
  `sum(max by (region, province, category) (jamaa_insights_${metric}{cell="$cell"})) or vector(0)`;
const figures = 'deadline-breaches.md#many-breaches';

export const deadlines: BoardPlan = {
  id: 'deadlines',
  title: 'Jamaa · Délais légaux',
  description: 'Dossiers ouverts, bientôt dus, en retard ; escalades et leur retard.',
  rows: {
    Maintenant: [
      {
        title: 'Dossiers ouverts',
        description: 'Dossiers dont le délai légal court ou est dépassé.',
        unit: 'short',
        runbook: figures,
        stat: true,
        queries: { ouverts: inAll('open_cases') },
      },
      {
        title: 'Bientôt dus',
        description: 'Dossiers dont un avertissement est parti, échéance à venir.',
        unit: 'short',
        runbook: figures,
        stat: true,
        queries: { 'bientôt dus': inAll('due_soon_cases') },
      },
      {
        title: 'En retard',
        description: 'Dossiers ouverts dont l’échéance légale est passée.',
        unit: 'short',
        runbook: figures,
        stat: true,
        queries: { 'en retard': inAll('overdue_cases') },
      },
      {
        title: 'Escalades retenues',
        description: 'Délais échus qui ne peuvent pas agir, parce qu’un voisin de sla ne répond pas.',
        unit: 'short',
        runbook: 'deadline-breaches.md#what-pages',
        stat: true,
        queries: { '{{reason}}': 'max by (reason) (jamaa_sla_escalation_held{cell="$cell"})' },
      },
    ],
    'En retard, par territoire et par catégorie': [
      {
        title: 'En retard par région',
        description: 'À la cellule d’une région il n’y en a qu’une ; au centre, les douze.',
        unit: 'short',
        runbook: figures,
        queries: { '{{region}}': cases('overdue_cases', 'region') },
      },
      {
        title: 'En retard par province',
        description: 'Provinces et préfectures, par leur code.',
        unit: 'short',
        runbook: figures,
        queries: { '{{province}}': `topk(15, ${cases('overdue_cases', 'province')})` },
      },
      {
        title: 'En retard par catégorie',
        description: 'Catégories de réclamation, par leur code.',
        unit: 'short',
        runbook: figures,
        queries: { '{{category}}': `topk(15, ${cases('overdue_cases', 'category')})` },
      },
      {
        title: 'Ouverts par province',
        description: 'Les quinze provinces qui ont le plus de dossiers ouverts.',
        unit: 'short',
        runbook: figures,
        queries: { '{{province}}': `topk(15, ${cases('open_cases', 'province')})` },
      },
      {
        title: 'Bientôt dus par catégorie',
        description: 'Ce qui sera en retard si rien n’est fait.',
        unit: 'short',
        runbook: figures,
        queries: { '{{category}}': `topk(15, ${cases('due_soon_cases', 'category')})` },
      },
      {
        title: 'Dépassements par heure',
        description: 'Échéances dépassées dans l’heure, par province.',
        unit: 'short',
        runbook: figures,
        queries: {
          '{{province}}':
            'topk(15, sum by (province) (max by (region, province, category) (increase(jamaa_insights_breaches_total{cell="$cell"}[1h]))))',
        },
      },
    ],
    'Le travail de sla': [
      {
        title: 'Retard des étapes',
        description: 'De l’instant prévu à l’écriture. Objectif : moins de 2 s pour 99 %.',
        unit: 's',
        runbook: 'slo.md#escalation-lag',
        queries: {
          p50: 'histogram_quantile(0.5, sum by (le) (rate(jamaa_sla_escalation_lag_seconds_bucket{cell="$cell"}[$__rate_interval])))',
          p99: 'histogram_quantile(0.99, sum by (le) (rate(jamaa_sla_escalation_lag_seconds_bucket{cell="$cell"}[$__rate_interval])))',
        },
      },
      {
        title: 'Avertissements, dépassements, escalades',
        description: 'Étapes par heure.',
        unit: 'short',
        runbook: 'deadline-breaches.md#what-pages',
        queries: {
          avertissements: 'sum(increase(jamaa_sla_warnings_total{cell="$cell"}[1h]))',
          dépassements: 'sum(increase(jamaa_sla_breaches_total{cell="$cell"}[1h]))',
          'sans destinataire': 'sum(increase(jamaa_sla_escalations_unaddressed_total{cell="$cell"}[1h]))',
        },
      },
      {
        title: 'Délais remis à plus tard',
        description: 'Délais échus qui attendent, par cause.',
        unit: 'short',
        runbook: 'deadline-breaches.md#first-look',
        queries: { '{{why}}': 'sum by (why) (increase(jamaa_sla_firings_put_off_total{cell="$cell"}[1h]))' },
      },
      {
        title: 'Délais qui courent',
        description: 'Délais non terminés, par sorte.',
        unit: 'short',
        runbook: 'deadline-breaches.md#first-look',
        queries: { '{{kind}}': 'max by (kind) (jamaa_sla_open_clocks{cell="$cell"})' },
      },
      {
        title: 'Budget d’erreurs : retard des étapes',
        description: 'Combien de fois trop vite le budget se consomme ; au-dessus de 14,4 on est réveillé.',
        unit: 'short',
        runbook: 'slo.md#escalation-lag',
        queries: {
          '1 h': 'cell_slo:jamaa_burn:ratio1h{cell="$cell",slo="escalation-lag"}',
          '6 h': 'cell_slo:jamaa_burn:ratio6h{cell="$cell",slo="escalation-lag"}',
          '3 j': 'cell_slo:jamaa_burn:ratio3d{cell="$cell",slo="escalation-lag"}',
        },
      },
      {
        title: 'Le centre est à jour',
        description: 'Événements que les chiffres n’ont pas encore comptés, par cellule et source.',
        unit: 'short',
        runbook: 'insights.md#figures-stand-still-or-differ-from-the-cases',
        queries: {
          '{{exported_cell}} {{source}}':
            'max by (exported_cell, source) (jamaa_insights_heads_behind_events{cell="$cell"})',
        },
      },
    ],
  },
};
