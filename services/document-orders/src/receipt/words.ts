import type { DocumentKind, RefundReason } from '../domain/vocabulary.ts';

interface Words {
  readonly kinds: Readonly<Record<DocumentKind, string>>;
  readonly reasons: Readonly<Record<RefundReason, string>>;
  readonly [fixed: string]: string | readonly string[] | Readonly<Record<string, string>>;
}

/** What stands on a receipt, in both languages. */
export const words = {
  ar: {
    kingdom: 'المملكة المغربية',
    ministry: 'وزارة الداخلية',
    title: 'وصل الأداء',
    number: 'رقم الوصل',
    reference: 'رقم الطلب',
    paidBy: 'أدى المبلغ',
    paidOn: 'تاريخ الأداء',
    transaction: 'رقم العملية البنكية',
    means: 'وسيلة الأداء',
    card: 'بطاقة بنكية، عبر مركز النقديات',
    head: ['الوثيقة', 'عدد النسخ', 'المبلغ بالدرهم'],
    postage: 'إرسال بالبريد المضمون',
    total: 'المبلغ المؤدى',
    refund: 'مبلغ مرجع',
    footer: 'أرقام الوصولات متسلسلة دون انقطاع خلال السنة.',
    kinds: {
      extract: 'نسخة موجزة',
      'full-copy': 'نسخة كاملة',
      'fiche-individuelle': 'بطاقة شخصية للحالة المدنية',
      'fiche-familiale': 'بطاقة عائلية للحالة المدنية',
    },
    reasons: {
      'item-rejected': 'وثيقة تعذر تسليمها',
      'complement-unanswered': 'سؤال بقي بدون جواب',
      'late-payment': 'أداء متأخر',
      'double-payment': 'أداء مكرر',
      'amount-differs': 'مبلغ مخالف',
    },
  },
  fr: {
    kingdom: 'Royaume du Maroc',
    ministry: "Ministère de l'intérieur",
    title: 'Reçu de paiement',
    number: 'Reçu n°',
    reference: 'Commande',
    paidBy: 'Payé par',
    paidOn: 'Payé le',
    transaction: 'Transaction bancaire',
    means: 'Moyen de paiement',
    card: 'carte bancaire, par le Centre monétique interbancaire',
    head: ['Document', 'Copies', 'Montant (DH)'],
    postage: 'Envoi recommandé',
    total: 'Montant payé',
    refund: 'Remboursement',
    footer: "Les numéros des reçus se suivent sans interruption dans l'année.",
    kinds: {
      extract: "Extrait d'acte",
      'full-copy': 'Copie intégrale',
      'fiche-individuelle': "Fiche individuelle d'état civil",
      'fiche-familiale': "Fiche familiale d'état civil",
    },
    reasons: {
      'item-rejected': 'document non délivré',
      'complement-unanswered': 'question restée sans réponse',
      'late-payment': 'paiement tardif',
      'double-payment': 'double paiement',
      'amount-differs': 'montant différent',
    },
  },
} as const satisfies Record<string, Words>;

export type ReceiptLanguage = keyof typeof words;
