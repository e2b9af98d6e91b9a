import type { QueueKind } from './queues.ts';

/** Names of the queues, Arabic first. */
export const queueNames: Readonly<Record<QueueKind, { readonly ar: string; readonly fr: string }>> = {
  mine: { ar: 'ملفاتي', fr: 'Mes dossiers' },
  'to-take': { ar: 'ملفات تنتظر من يتكفل بها', fr: 'À prendre en charge' },
  'awaiting-complement': { ar: 'في انتظار معلومات تكميلية', fr: 'En attente de complément' },
  'to-qualify': { ar: 'ملفات تنتظر التوجيه', fr: 'À qualifier' },
  'to-validate': { ar: 'أجوبة تنتظر المصادقة', fr: 'À valider' },
  overdue: { ar: 'ملفات تجاوزت الأجل القانوني', fr: 'Délai légal dépassé' },
  'to-explain': { ar: 'توضيحات مطلوبة منا', fr: 'Explications à donner' },
  explanations: { ar: 'توضيحات في انتظار الرد', fr: 'Explications attendues' },
};
