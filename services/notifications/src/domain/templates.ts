/** What a template is for. */
interface TemplateRule {
  readonly audience: 'complainant' | 'staff';
  /**
   * Legal notices go by every channel the person gave and, after a crash that leaves it open whether they arrived, once more:
   * acknowledgement, answer, refusal and redirection are due to the person by Decree 2-17-265; the question for a complement
   * starts a delay at whose end the case is closed; what became of an observation or suggestion is all the answer it gets.
   */
  readonly legalNotice: boolean;
  /** Goes by every channel without being a legal notice. */
  readonly everyWay?: true;
  /** What the one-time code in it is for. `only`: it is all about the code, and without a live one there is nothing to send. */
  readonly code?: { readonly purpose: 'confirmation' | 'recovery'; readonly only: boolean };
}

const toComplainant = (legalNotice: boolean): TemplateRule => ({ audience: 'complainant', legalNotice });
/** A second copy carries the same code: it may always go again. */
const withCode = (purpose: 'confirmation' | 'recovery'): TemplateRule => ({
  ...toComplainant(false),
  code: { purpose, only: true },
});
const toStaff: TemplateRule = { audience: 'staff', legalNotice: false };

/** Every message that leaves the platform. */
export const templateRules = {
  receipt: { ...toComplainant(true), code: { purpose: 'confirmation', only: false } },
  'confirmation-code': withCode('confirmation'),
  'recovery-code': withCode('recovery'),
  assigned: toComplainant(false),
  'complement-asked': toComplainant(true),
  answered: toComplainant(true),
  refused: toComplainant(true),
  redirected: toComplainant(true),
  transferred: toComplainant(false),
  // The reference is another one from now on.
  'handed-over': { ...toComplainant(false), everyWay: true },
  'closed-no-feedback': toComplainant(false),
  'closed-no-complement': toComplainant(false),
  'closed-with-lead': toComplainant(false),
  disposed: toComplainant(true),
  reopened: toComplainant(false),
  withdrawn: toComplainant(false),
  'due-moved': toComplainant(false),
  warned: toStaff,
  breached: toStaff,
  escalated: toStaff,
  reminded: toStaff,
  'explanation-demanded': toStaff,
  'explanation-overdue': toStaff,
  explained: toStaff,
  designated: toStaff,
  'order-paid': toComplainant(false),
  // Unanswered, the document is rejected in the end.
  'order-complement-asked': { ...toComplainant(false), everyWay: true },
  'order-item-rejected': toComplainant(false),
  'order-refunded': toComplainant(false),
  'order-posted': toComplainant(false),
  'order-notice-left': toComplainant(false),
  'order-delivered': toComplainant(false),
  'order-returned': toComplainant(false),
  // Danger: whoever is on call reads whichever comes first.
  urgent: { ...toStaff, everyWay: true },
} as const satisfies Record<string, TemplateRule>;

/** Whether a message goes by every channel the person gave. */
export const goesEveryWay = (template: Template): boolean => {
  const { legalNotice, everyWay }: TemplateRule = templateRules[template];
  return legalNotice || everyWay === true;
};

export type Template = keyof typeof templateRules;

export const templates = Object.keys(templateRules) as Template[];

export const isLegalNotice = (template: Template): boolean => templateRules[template].legalNotice;

/** The one-time code that a template carries, if any. */
export const codeIn = (template: Template): TemplateRule['code'] => {
  const rule: TemplateRule = templateRules[template];
  return rule.code;
};
