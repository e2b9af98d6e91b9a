/** What a template is for. */
interface TemplateRule {
  readonly audience: 'complainant' | 'staff';
  /**
   * Legal notices go by every channel the person gave and, after a crash that leaves it open whether they arrived, once more:
   * acknowledgement, answer, refusal and redirection are due to the person by Decree 2-17-265; the question for a complement
   * starts a delay at whose end the case is closed.
   */
  readonly legalNotice: boolean;
}

const toComplainant = (legalNotice: boolean): TemplateRule => ({ audience: 'complainant', legalNotice });
const toStaff: TemplateRule = { audience: 'staff', legalNotice: false };

/** Every message that leaves the platform. */
export const templateRules = {
  receipt: toComplainant(true),
  assigned: toComplainant(false),
  'complement-asked': toComplainant(true),
  answered: toComplainant(true),
  refused: toComplainant(true),
  redirected: toComplainant(true),
  transferred: toComplainant(false),
  'closed-no-feedback': toComplainant(false),
  'closed-no-complement': toComplainant(false),
  'closed-with-lead': toComplainant(false),
  reopened: toComplainant(false),
  withdrawn: toComplainant(false),
  warned: toStaff,
  breached: toStaff,
  escalated: toStaff,
} as const satisfies Record<string, TemplateRule>;

export type Template = keyof typeof templateRules;

export const templates = Object.keys(templateRules) as Template[];

export const isLegalNotice = (template: Template): boolean => templateRules[template].legalNotice;
