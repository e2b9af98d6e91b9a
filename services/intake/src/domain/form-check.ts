import type { Category } from './categories.ts';
import type { Condition, Form } from './forms.ts';
import type { Submission } from './submission.ts';

interface Context {
  /** `undefined`: not a category; what it would demand is not known. */
  readonly category: Category | undefined;
  /** Neither name nor contact given. */
  readonly anonymous: boolean;
}

/** When a conditional field is required. The words for it stand in forms.ts. */
const holds: Readonly<Record<Condition, (given: Submission, context: Context) => boolean>> = {
  'no-commune': ({ commune }) => commune === '',
  identified: (_given, context) => identified(context),
  'by-telephone-or-without-email': ({ channel, complainant }, context) =>
    identified(context) && (channel === 'call-centre' || complainant.email === ''),
  'identified-at-the-desk': ({ channel }, context) => channel === 'desk' && identified(context),
  represented: ({ channel, complainant, details }) =>
    details.representative !== undefined ||
    (channel === 'desk' && ['ice', 'association'].includes(complainant.identity?.type ?? '')),
  'on-behalf': ({ details }) => details.onBehalfOf,
  oral: ({ channel, deposit }) => channel === 'call-centre' || deposit?.form === 'oral',
};

const identified = ({ category, anonymous }: Context): boolean =>
  category !== undefined && !(anonymous && category.anonymousAllowed);

/** Paths of the form's fields that must be filled in here and are not. Pure. */
export const missingFrom = (form: Form, given: Submission, context: Context): string[] =>
  form.fields
    .filter(
      ({ obligation }) => obligation === 'required' || (obligation !== 'optional' && holds[obligation](given, context)),
    )
    .filter(({ path }) => isEmpty(valueAt(given, path)))
    .map(({ path }) => path);

/** The form speaks of the body that people send; some members of it stand together here. */
function valueAt(given: Submission, path: string): unknown {
  const { callerRelation, paperNumber, representative } = given.details;
  const readBack = given.deposit?.readBack === true ? true : undefined;
  const body: unknown = { ...given, callerRelation, paperNumber, representative, readBack };
  return path
    .split('.')
    .reduce<unknown>((at, name) => (typeof at === 'object' && at !== null ? Reflect.get(at, name) : undefined), body);
}

const isEmpty = (value: unknown): boolean => value === undefined || value === '';
