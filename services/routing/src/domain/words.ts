import type { Kind, Rule } from './rule.ts';

/** A reason in the two languages of the administration. */
export interface Words {
  readonly ar: string;
  readonly fr: string;
}

const kindNames: Readonly<Record<Kind, Words>> = {
  reclamation: { ar: 'الشكايات', fr: 'réclamations' },
  observation: { ar: 'الملاحظات', fr: 'observations' },
  suggestion: { ar: 'الاقتراحات', fr: 'suggestions' },
};

/** Direction marks around codes, so that they read left to right inside an Arabic sentence. */
const code = (text: string): string => `\u2066${text}\u2069`;

export const applies = (rule: Rule): Words => ({
  ar: `تنطبق القاعدة: ${rule.note.ar}`,
  fr: `La règle s'applique : ${rule.note.fr}`,
});

export const notYet = (rule: Rule): Words => ({
  ar: `لا تسري القاعدة إلا ابتداء من ${code(rule.validFrom)}`,
  fr: `La règle ne vaut qu'à partir du ${rule.validFrom}`,
});

export const noLonger = (validTo: string): Words => ({
  ar: `انتهى سريان القاعدة في ${code(validTo)}`,
  fr: `La règle ne vaut plus depuis le ${validTo}`,
});

export const otherKind = (kind: Kind): Words => ({
  ar: `تخص القاعدة ${kindNames[kind].ar} دون غيرها`,
  fr: `La règle ne vaut que pour les ${kindNames[kind].fr}`,
});

export const lessSpecific = (winner: Rule): Words => ({
  ar: `تتقدم عليها قاعدة أدق: ${code(winner.id)}`,
  fr: `Une règle plus précise l'emporte : ${winner.id}`,
});

export const mayNotHold: Words = {
  ar: 'لا يجوز أن تحال حالة سرية على هذه الهيئة',
  fr: 'Un cas confidentiel ne peut pas être confié à cet organisme',
};

export const keptAway: Words = {
  ar: 'حالة سرية: لا تعرض على الجماعة الترابية المعنية ولا على مصالحها',
  fr: "Cas confidentiel : il n'est jamais montré à la collectivité visée ni à ses services",
};

export const addressed = (organisation: string): Words => ({
  ar: `الهيئة التي وجه إليها الملف مختصة بهذا الصنف: ${code(organisation)}`,
  fr: `L'organisme auquel le dossier est adressé est compétent pour cette catégorie : ${organisation}`,
});

export const addressedElsewhere = (addressee: string, organisation: string): Words => ({
  ar: `وجه الملف إلى ${code(addressee)} وهي غير مختصة بهذا الصنف في هذا المكان؛ يحال على ${code(organisation)}`,
  fr: `Adressé à ${addressee}, qui n'est pas compétent pour cette catégorie en ce lieu ; confié à ${organisation}`,
});

export const noRule = (category: string, date: string): Words => ({
  ar: `لا توجد قاعدة سارية للصنف ${code(category)} بتاريخ ${code(date)}: يوجه الملف إلى مدبر الشكايات لتوصيفه`,
  fr: `Aucune règle en vigueur pour la catégorie ${category} le ${date} : le gestionnaire qualifie le dossier`,
});

export const bodyGone = (organisation: string): Words => ({
  ar: `لم تعد الهيئة ${code(organisation)} قائمة في الدليل: توجه الملفات إلى مدبر الشكايات لتوصيفها`,
  fr: `L'organisme ${organisation} ne figure plus au répertoire : le gestionnaire qualifie les dossiers`,
});

export const unitGone = (organisation: string, unit: string): Words => ({
  ar: `لم تعد الوحدة ${code(unit)} قائمة لدى ${code(organisation)}: توجه الملفات إلى مدبر الشكايات لتوصيفها`,
  fr: `L'unité ${unit} n'existe plus chez ${organisation} : le gestionnaire qualifie les dossiers`,
});
