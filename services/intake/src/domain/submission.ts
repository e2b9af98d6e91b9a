import { AppError, type FieldProblem } from '@jamaa/kit';
import { type Category, categoryOf } from './categories.ts';
import type { DepositForm } from './complaint.ts';
import { normalEmail, normalPhone } from './contact.ts';
import { normaliseDeposit } from './deposit-details.ts';
import { checkDeposit } from './deposit-form.ts';
import { missingFrom } from './form-check.ts';
import { formAt } from './forms.ts';
import { type Channel, type Kind, type Language, languages, origins } from './vocabulary.ts';

export interface ComplainantDraft {
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly identity?: { readonly type: string; readonly number: string } | undefined;
}

/** Who files in the name of a company, an association or a group, and by which mandate. */
export interface RepresentativeDraft {
  readonly name: string;
  readonly capacity: string;
  readonly mandateNumber: string;
}

/** What a deposit through another person, or on paper, says beside the matter. Empty text: not said. */
export interface DepositDetails {
  readonly onBehalfOf: boolean;
  readonly callerRelation: string;
  readonly paperNumber: string;
  readonly representative?: RepresentativeDraft | undefined;
}

/** A deposit as it came, shape already checked by the contract. */
export interface Submission {
  readonly kind: Kind;
  readonly category: string;
  readonly language: string;
  readonly description: string;
  readonly location?: { readonly longitude: number; readonly latitude: number } | undefined;
  readonly commune: string;
  readonly complainant: ComplainantDraft;
  readonly channel: Channel;
  readonly originSource: string;
  readonly urgent: boolean;
  /** Whose conduct a complaint of category ACC is about; empty when it is not said. */
  readonly aimedAt: string;
  /** Absent: written, by one person. */
  readonly deposit?: DepositDraft | undefined;
  /** How many files come with it. */
  readonly files?: number | undefined;
  /** The place in words. */
  readonly address: string;
  readonly details: DepositDetails;
}

/** How it was deposited, as it came: empty members take the usual. */
export interface DepositDraft {
  readonly form: string;
  readonly manner: string;
  readonly signatories: number;
  readonly readBack: boolean;
}

export interface CheckedSubmission {
  readonly category: Category;
  readonly language: Language;
  readonly description: string;
  readonly address: string;
  readonly anonymous: boolean;
  /** Bypasses the body complained of: IGAT and the governor's named officer only. */
  readonly confidential: boolean;
  /** Normalised: E.164 phone, lower-case e-mail, upper-case national id without spaces. */
  readonly complainant: ComplainantDraft;
  readonly deposit: DepositForm;
  readonly details: DepositDetails;
}

/** Whose conduct a complaint may be about, and whether it then bypasses the body they belong to (our rule). */
const aims: ReadonlyMap<string, boolean> = new Map([
  ['agent', false],
  ['head-of-service', true],
  ['elected-official', true],
]);

const MAX_DESCRIPTION = 10_000;
const MAX_ADDRESS = 300;
const IDENTITY_FORMS: Readonly<Record<string, RegExp>> = {
  // National card: one or two letters, then digits.
  cin: /^[A-Z]{1,2}\d{1,7}$/,
  passport: /^[A-Z0-9]{5,15}$/,
  residence: /^[A-Z0-9]{5,15}$/,
  // Identifiant commun de l'entreprise.
  ice: /^\d{15}$/,
  association: /^.{2,60}$/,
};

/**
 * Checks a deposit by the form of its kind in force at `at` and by the rules of its category, all fields at once.
 * A réclamation needs a name and a phone or e-mail, unless its category is a street fault that may be told without one.
 * What another register has accepted long ago needs neither: `contactRequired`.
 * @throws AppError `validation-failed` naming every field that is wrong.
 */
export function checkSubmission(
  submission: Submission,
  at: Date,
  { contactRequired = true }: { readonly contactRequired?: boolean } = {},
): CheckedSubmission {
  const problems: FieldProblem[] = [];
  const wrong = (path: string, code: string, message: string): void => void problems.push({ path, code, message });
  const category = categoryOf(submission.category);
  if (category === undefined) wrong('category', 'unknown', 'not a category; see GET /v1/categories');
  const language = languages.find((one) => one === submission.language);
  if (language === undefined) wrong('language', 'unknown', `one of ${languages.join(', ')}`);
  const description = submission.description.trim();
  if (description.length > MAX_DESCRIPTION) wrong('description', 'too-long', `at most ${MAX_DESCRIPTION} characters`);
  const address = submission.address.trim().replaceAll(/\s+/g, ' ');
  if (address.length > MAX_ADDRESS) wrong('address', 'too-long', `at most ${MAX_ADDRESS} characters`);
  if (!(origins as readonly string[]).includes(submission.originSource)) {
    wrong('origin.source', 'unknown', `one of ${origins.join(', ')}`);
  }
  if (submission.location !== undefined && submission.commune !== '') {
    wrong('commune', 'ambiguous', 'either a location or a commune code, not both');
  }
  const aim = submission.aimedAt === '' ? false : aims.get(submission.aimedAt);
  if (aim === undefined) wrong('aimedAt', 'unknown', `one of ${[...aims.keys()].join(', ')}`);
  if (submission.aimedAt !== '' && category !== undefined && category.code !== 'ACC') {
    wrong('aimedAt', 'category', 'only a complaint about conduct, category ACC, says at whom it is aimed');
  }
  const complainant = normalise(submission.complainant, wrong);
  const deposit = checkDeposit(submission, wrong);
  const anonymous = complainant.name === '' && complainant.phone === '' && complainant.email === '';
  const details = normaliseDeposit(submission, wrong);
  const filled = { ...submission, description, complainant, details };
  for (const path of missingFrom(formAt(submission.kind, at), filled, { category, anonymous })) {
    if (!contactRequired && path.startsWith('complainant')) continue;
    if (!problems.some((one) => one.path === path))
      wrong(path, 'required', `needed here; see GET /v1/forms/${submission.kind}`);
  }
  if (problems.length > 0 || category === undefined || language === undefined) {
    throw new AppError('validation-failed', problems.map((one) => `${one.path}: ${one.message}`).join('; '), {
      fields: problems,
    });
  }
  const confidential = category.confidential || aim === true;
  return { category, language, description, address, anonymous, confidential, complainant, deposit, details };
}

function normalise(
  draft: ComplainantDraft,
  wrong: (path: string, code: string, message: string) => void,
): ComplainantDraft {
  const name = draft.name.trim().replaceAll(/\s+/g, ' ');
  if (name.length > 120) wrong('complainant.name', 'too-long', 'at most 120 characters');
  let phone = '';
  if (draft.phone.trim() !== '') {
    const normal = normalPhone(draft.phone);
    if (normal === undefined)
      wrong('complainant.phone', 'format', 'not a valid phone number; for example 0612345678 or +33612345678');
    // What is not a number is no missing one: it is named for its form alone.
    phone = normal ?? draft.phone;
  }
  let email = '';
  if (draft.email.trim() !== '') {
    const normal = normalEmail(draft.email);
    if (normal === undefined) wrong('complainant.email', 'format', 'not an e-mail address');
    email = normal ?? draft.email;
  }
  let identity: ComplainantDraft['identity'];
  if (draft.identity !== undefined) {
    const number = draft.identity.number
      .trim()
      .toUpperCase()
      .replaceAll(/\s+/g, draft.identity.type === 'association' ? ' ' : '');
    const form = IDENTITY_FORMS[draft.identity.type];
    if (form === undefined)
      wrong('complainant.identity.type', 'unknown', `one of ${Object.keys(IDENTITY_FORMS).join(', ')}`);
    else if (!form.test(number))
      wrong('complainant.identity.number', 'format', `not the form of a ${draft.identity.type}`);
    identity = { type: draft.identity.type, number };
  }
  return { name, phone, email, identity };
}
