import { frenchOrders } from './fr-orders.ts';
import { frenchSupervision } from './fr-supervision.ts';
import type { TemplateTexts } from './texts.ts';

const remedies =
  'Si vous contestez cette décision, vous pouvez saisir l’Institution du Médiateur du Royaume ou former un recours devant le tribunal administratif compétent, dans les délais prévus par la loi.';
const followUp =
  'Vous pouvez suivre votre dossier à l’adresse {portal}, avec la référence et le code de suivi remis lors du dépôt.';
const days = '{days, plural, =0 {aujourd’hui} one {# jour} other {# jours}}';

/** Administrative French. SMS texts lose what the GSM alphabet lacks when they are sent. */
export const frenchTexts: TemplateTexts = {
  receipt: {
    subject: 'Récépissé de dépôt de votre {aCase} - référence {reference}',
    body: [
      'Nous avons l’honneur de vous informer que {yourCase} a été enregistrée le {receivedAt} sous la référence {reference}.',
      '= reference category commune receivedAt due',
      '{hasDue, select, yes {Le délai légal de réponse expire à la fin du {due}. {dueExplanation}} other {}}',
      '{electronic, select, yes {Le dépôt électronique vaut accusé de réception, conformément au décret n° 2-17-265.} other {Le présent message vaut accusé de réception, conformément au décret n° 2-17-265.}}',
      `${followUp} Conservez ce code et ne le communiquez à personne.`,
      '{hasCode, select, yes {Pour confirmer cette adresse, saisissez le code {code} sur la page de suivi avant {codeUntil}. Ne le communiquez à personne.} other {}}',
      'Le récépissé est joint à ce message dans un format imprimable.',
    ],
    sms: 'Récépissé : {yourCase} est enregistrée sous la référence {reference}.{hasDue, select, yes { Réponse au plus tard le {dueShort}.} other {}}{hasCode, select, yes { Code de confirmation : {code}.} other {}} Suivi : {portal}',
  },
  'confirmation-code': {
    subject: 'Code de confirmation - référence {reference}',
    body: [
      'Pour confirmer que cette adresse est bien la vôtre, saisissez ce code sur la page de suivi {portal} avant {codeUntil} :',
      '> {code}',
      '= reference',
      'Ne le communiquez à personne. Si vous n’avez rien demandé, ignorez ce message : votre dossier suit son cours.',
    ],
    sms: 'Dossier {reference} : code de confirmation {code}, valable jusqu’à {codeUntil}. Ne le communiquez à personne.',
  },
  'recovery-code': {
    subject: 'Nouveau code de suivi - référence {reference}',
    body: [
      'Un nouveau code de suivi a été demandé pour votre dossier. Pour l’obtenir, saisissez ce code à usage unique sur {portal} avant {codeUntil} :',
      '> {code}',
      '= reference',
      'L’ancien code de suivi cessera alors de fonctionner. Si vous n’avez rien demandé, ignorez ce message et ne communiquez ce code à personne.',
    ],
    sms: 'Dossier {reference} : {code} est le code à usage unique pour obtenir un nouveau code de suivi, avant {codeUntil}. Ne le communiquez à personne.',
  },
  disposed: {
    subject: 'Suite réservée à votre {aCase} - référence {reference}',
    body: [
      '{retained, select, yes {Nous avons l’honneur de vous informer que {yourCase} a été retenue, pour les motifs suivants :} other {Après examen, {yourCase} n’a pas été retenue, pour les motifs suivants :}}',
      '> {text}',
      'Nous vous remercions de votre contribution à l’amélioration des services publics locaux.',
      '= reference category',
    ],
    sms: 'Dossier {reference} : {yourCase} {retained, select, yes {a été retenue} other {n’a pas été retenue}}. Motifs : {portal}',
  },
  assigned: {
    subject: 'Votre dossier est pris en charge - référence {reference}',
    body: [
      'Nous vous informons que {yourCase} a été confiée à l’organisme compétent : {organisation}{hasUnit, select, yes { ({unit})} other {}}.',
      '= reference category due',
      followUp,
    ],
    sms: 'Votre dossier {reference} est traité par : {organisation}.',
  },
  'complement-asked': {
    subject: 'Demande de complément - référence {reference}',
    body: [
      'Le traitement de {yourCase} nécessite des informations ou des pièces complémentaires :',
      '> {text}',
      '{hasComplementDue, select, yes {Merci de répondre au plus tard le {complementDue}. Sans réponse dans ce délai, le dossier sera clos ; vous pourrez toujours en déposer un nouveau.} other {}}',
      'Vous pouvez répondre à l’adresse {portal}, avec la référence et le code de suivi remis lors du dépôt.',
      '= reference complementDue',
    ],
    sms: 'Dossier {reference} : un complément vous est demandé{hasComplementDue, select, yes { au plus tard le {complementDueShort}} other {}}. Répondre : {portal}',
  },
  answered: {
    subject: 'Réponse à votre dossier - référence {reference}',
    body: [
      'En réponse à {yourCase}, nous avons l’honneur de vous communiquer ce qui suit :',
      '> {text}',
      'Vous pouvez évaluer cette réponse, ou demander la réouverture du dossier dans le délai prévu, à l’adresse {portal}.',
      remedies,
      '= reference category organisation',
    ],
    sms: 'Une réponse a été apportée à votre dossier {reference}. Consultation et évaluation : {portal}',
  },
  refused: {
    subject: 'Décision concernant votre dossier - référence {reference}',
    body: [
      'Après examen, nous avons le regret de vous informer que {yourCase} n’a pas pu être acceptée, pour le motif suivant : {reason}.',
      '> {text}',
      '{hasMissing, select, yes {Éléments manquants : {missing}.} other {}}',
      '{hasLegalBasis, select, yes {Base légale : {legalBasis}.} other {}}',
      remedies,
      '= reference category organisation',
    ],
    sms: 'Votre dossier {reference} n’a pas pu être accepté. Motif et recours (Médiateur du Royaume, tribunal administratif) : {portal}',
  },
  redirected: {
    subject: 'Orientation de votre dossier - référence {reference}',
    body: [
      'Après examen, il apparaît que l’objet de {yourCase} relève d’un autre organisme : {body}.',
      '> {text}',
      '{hasAddress, select, yes {Adresse de cet organisme : {address}.} other {}}',
      '{hasLegalBasis, select, yes {Base légale : {legalBasis}.} other {}}',
      remedies,
      '= reference body address',
    ],
    sms: 'Votre dossier {reference} relève d’un autre organisme. Adresse et recours (Médiateur du Royaume, tribunal administratif) : {portal}',
  },
  transferred: {
    subject: 'Transfert de votre dossier - référence {reference}',
    body: [
      'Nous vous informons que {yourCase} a été transférée à l’organisme compétent : {organisation}{hasUnit, select, yes { ({unit})} other {}}.',
      'Le dossier garde sa référence{hasDue, select, yes { et son délai légal, qui expire à la fin du {due}} other {}} ; aucune démarche nouvelle n’est nécessaire.',
      '= reference category due',
      followUp,
    ],
    sms: 'Votre dossier {reference} est transféré à : {organisation}. Sa référence et son délai restent les mêmes.',
  },
  'handed-over': {
    subject: 'Transmission de votre dossier - nouvelle référence {reference}',
    body: [
      'Nous vous informons que {yourCase}, enregistrée sous la référence {oldReference}, a été transmise aux services de la région compétente. Elle porte désormais la référence {reference}.',
      'Votre code de suivi reste le même{hasDue, select, yes {, ainsi que le délai légal, compté depuis le premier dépôt et qui expire à la fin du {due}} other {}} ; aucune démarche nouvelle n’est nécessaire.',
      '= reference category commune due',
      followUp,
    ],
    sms: 'Votre dossier {oldReference} est transmis à la région compétente : nouvelle référence {reference}. Code de suivi et délai inchangés.',
  },
  'closed-no-feedback': {
    subject: 'Clôture de votre dossier - référence {reference}',
    body: [
      'Sans observation de votre part dans le délai prévu après la réponse, le dossier relatif à {yourCase} a été clos.',
      'La réponse reste à votre disposition à l’adresse {portal}, où vous pouvez demander la réouverture dans le délai prévu.',
      '= reference category',
    ],
    sms: 'Votre dossier {reference} est clos après réponse. Consultation : {portal}',
  },
  'closed-with-lead': {
    subject: 'Clôture du dossier auquel le vôtre est joint - référence {reference}',
    body: [
      'Le dossier auquel {yourCase} est jointe a été clos, faute d’éléments suffisants pour le traiter.',
      'Si le problème subsiste, vous pouvez déposer un nouveau dossier à tout moment à l’adresse {portal}.',
      remedies,
      '= reference category',
    ],
    sms: 'Le dossier auquel le vôtre ({reference}) est joint est clos. Si le problème subsiste, nouveau dépôt possible : {portal}',
  },
  'closed-no-complement': {
    subject: 'Clôture de votre dossier faute de complément - référence {reference}',
    body: [
      'Le complément demandé ne nous étant pas parvenu dans le délai, le dossier relatif à {yourCase} a été clos.',
      'Vous pouvez déposer un nouveau dossier à tout moment à l’adresse {portal}.',
      remedies,
      '= reference category',
    ],
    sms: 'Votre dossier {reference} est clos, le complément demandé n’étant pas parvenu. Nouveau dépôt possible : {portal}',
  },
  reopened: {
    subject: 'Réouverture de votre dossier - référence {reference}',
    body: [
      'À votre demande, le dossier relatif à {yourCase} a été rouvert et sera réexaminé.',
      '{hasDue, select, yes {Le délai légal de réponse expire à la fin du {due}.} other {}}',
      followUp,
      '= reference category',
    ],
    sms: 'Votre dossier {reference} est rouvert à votre demande. Suivi : {portal}',
  },
  withdrawn: {
    subject: 'Retrait de votre dossier - référence {reference}',
    body: [
      'À votre demande, le retrait de {yourCase} a été enregistré et son traitement a pris fin.',
      'Vous pouvez déposer un nouveau dossier à tout moment à l’adresse {portal}.',
      '= reference category',
    ],
    sms: 'Le retrait de votre dossier {reference} a été enregistré à votre demande.',
  },
  'due-moved': {
    subject: 'Nouvelle échéance de votre dossier - référence {reference}',
    body: [
      'Le délai légal de réponse à {yourCase} a changé : il expire désormais à la fin du {due}.',
      '> {text}',
      '= reference category due',
      followUp,
    ],
    sms: 'Dossier {reference} : le délai légal de réponse expire désormais le {dueShort}. Suivi : {portal}',
  },
  warned: {
    subject: 'Alerte : échéance proche - référence {reference}',
    body: [
      `Le dossier {reference} approche de son échéance ({clock}), fixée au {due}. Temps restant : ${days}.`,
      'Merci de prendre les mesures nécessaires dans le délai, à l’adresse {portal}.',
      '= reference clock due organisation unit',
    ],
    sms: `Alerte : dossier {reference}, échéance ({clock}) le {dueShort}. Temps restant : ${days}.`,
  },
  breached: {
    subject: 'Délai dépassé - référence {reference}',
    body: [
      `Le délai ({clock}) du dossier {reference} a expiré le {due} sans décision. Retard : ${days}.`,
      'Merci de traiter ce dossier sans attendre, à l’adresse {portal}. Il sera porté au niveau supérieur selon la procédure d’escalade.',
      '= reference clock due organisation unit',
    ],
    sms: `Délai dépassé : dossier {reference}, échéance ({clock}) le {dueShort}. Retard : ${days}.`,
  },
  escalated: {
    subject: 'Dossier en retard porté à votre niveau - référence {reference}',
    body: [
      `Le dossier {reference}, dont le délai ({clock}) a expiré le {due}, est porté à votre connaissance ({level}). Retard : ${days}.`,
      'Il figure dans votre liste d’escalades à l’adresse {portal}.',
      '= reference clock due organisation unit level',
    ],
    sms: `Escalade : dossier {reference} en retard, échéance ({clock}) le {dueShort}. Retard : ${days}.`,
  },
  ...frenchSupervision,
  ...frenchOrders,
  urgent: {
    subject: 'Danger : dossier urgent - référence {reference}',
    body: [
      'Le dossier urgent {reference}, qui signale un danger pour les personnes, vient de parvenir à vos services. Merci d’intervenir sans attendre.',
      'Le dossier et son emplacement se trouvent à l’adresse {portal}.',
      '= reference organisation unit',
    ],
    sms: 'DANGER : dossier urgent {reference} ({organisation}). Intervenez sans attendre : {portal}',
  },
};
