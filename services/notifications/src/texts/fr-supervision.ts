import type { TemplateTexts } from './texts.ts';

/** What staff are told about acts of supervision. What was written stays on the platform. */
export const frenchSupervision = {
  reminded: {
    subject: 'Relance de l’autorité de tutelle - référence {reference}',
    body: [
      'L’autorité chargée du contrôle administratif vous relance au sujet du dossier {reference}.',
      'Merci de lui donner suite sans attendre, à l’adresse {portal}.',
      '= reference organisation',
    ],
    sms: 'Relance de l’autorité de tutelle : dossier {reference}. {portal}',
  },
  'explanation-demanded': {
    subject: 'Demande d’explication - référence {reference}',
    body: [
      'L’autorité chargée du contrôle administratif demande une explication au sujet du dossier {reference}, au plus tard à la fin du {due}.',
      'La demande peut être lue, et l’explication donnée, à l’adresse {portal}.',
      '= reference due organisation',
    ],
    sms: 'Demande d’explication : dossier {reference}, réponse au plus tard le {dueShort}. {portal}',
  },
  'explanation-overdue': {
    subject: 'Explication non parvenue - référence {reference}',
    body: [
      'L’explication demandée au sujet du dossier {reference} n’est pas parvenue dans le délai, qui a expiré le {due}.',
      '= reference due organisation',
    ],
    sms: 'Explication non parvenue : dossier {reference}, délai expiré le {dueShort}.',
  },
  explained: {
    subject: 'Explication reçue - référence {reference}',
    body: [
      'L’explication que vous avez demandée au sujet du dossier {reference} a été donnée. Elle peut être lue à l’adresse {portal}.',
      '= reference organisation',
    ],
    sms: 'Explication reçue : dossier {reference}. {portal}',
  },
  designated: {
    subject: 'Votre organisme est désigné compétent - référence {reference}',
    body: [
      'L’autorité chargée du contrôle administratif a désigné votre organisme comme compétent pour le dossier {reference}. Il ne peut être transféré sans sa décision.',
      'Merci de le traiter à l’adresse {portal}.',
      '= reference organisation',
    ],
    sms: 'Votre organisme est désigné compétent pour le dossier {reference}. {portal}',
  },
} as const satisfies Partial<TemplateTexts>;
