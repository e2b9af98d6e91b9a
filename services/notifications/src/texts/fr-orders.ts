import type { TemplateTexts } from './texts.ts';

const follow = 'Vous pouvez suivre votre commande dans votre compte, à l’adresse {portal}.';

/** What who ordered documents is told. Which documents, and why, stays on the platform. */
export const frenchOrders = {
  'order-paid': {
    subject: 'Paiement reçu - commande {reference}',
    body: [
      'Nous confirmons le paiement de votre commande de documents. Elle a été transmise au bureau d’état civil concerné.',
      '= reference amount',
      follow,
    ],
    sms: 'Commande {reference} : {amount} reçus, commande transmise au bureau d’état civil.',
  },
  'order-complement-asked': {
    subject: 'Informations demandées - commande {reference}',
    body: [
      'Le bureau d’état civil a besoin d’informations pour établir l’un des documents commandés. Merci de répondre dans votre compte, à l’adresse {portal}.',
      'Sans réponse dans les trente jours, le document sera rejeté et son prix remboursé.',
      '= reference',
    ],
    sms: 'Commande {reference} : le bureau attend une réponse de votre part sous 30 jours, dans votre compte : {portal}',
  },
  'order-item-rejected': {
    subject: 'Document non établi - commande {reference}',
    body: [
      'Le bureau d’état civil n’a pas pu établir l’un des documents commandés. Le motif figure dans votre compte, à l’adresse {portal}.',
      'Son prix sera remboursé sur la carte utilisée.',
      '= reference',
    ],
    sms: 'Commande {reference} : un document n’a pas pu être établi, son prix sera remboursé. Motif : {portal}',
  },
  'order-refunded': {
    subject: 'Remboursement - commande {reference}',
    body: [
      'Le montant suivant a été remboursé sur la carte utilisée. Il peut apparaître sur votre compte bancaire après quelques jours.',
      '= reference amount',
      follow,
    ],
    sms: 'Commande {reference} : {amount} remboursés sur votre carte.',
  },
  'order-posted': {
    subject: 'Documents remis à la poste - commande {reference}',
    body: [
      'Vos documents ont été remis à la poste en recommandé, sous le numéro suivant :',
      '= reference trackingNumber',
      follow,
    ],
    sms: 'Commande {reference} : documents remis à la poste, recommandé {trackingNumber}.',
  },
  'order-notice-left': {
    subject: 'Avis de passage - commande {reference}',
    body: [
      'Le facteur est passé en votre absence et a laissé un avis. Merci de retirer l’envoi au bureau de poste indiqué.',
      '= reference',
      follow,
    ],
    sms: 'Commande {reference} : le facteur a laissé un avis, merci de retirer l’envoi au bureau de poste.',
  },
  'order-delivered': {
    subject: 'Documents distribués - commande {reference}',
    body: [
      'L’envoi qui contient vos documents a été distribué.',
      '= reference',
      'Chacun peut vérifier l’authenticité d’un document à l’aide du code imprimé dessus.',
    ],
    sms: 'Commande {reference} : l’envoi qui contient vos documents a été distribué.',
  },
  'order-returned': {
    subject: 'Envoi retourné - commande {reference}',
    body: [
      'L’envoi qui contient vos documents a été retourné au bureau d’état civil, où il est tenu à votre disposition.',
      '= reference',
      follow,
    ],
    sms: 'Commande {reference} : envoi retourné au bureau d’état civil, tenu à votre disposition.',
  },
} as const satisfies Partial<TemplateTexts>;
