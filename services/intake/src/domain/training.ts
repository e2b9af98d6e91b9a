import { AppError, invalidField, isTrainingBody } from '@jamaa/kit';
import type { Complaint, RoutingVerdict } from './complaint.ts';
import type { CommandName } from './table.ts';

/** Commands that lead out of a body; a training case is never offered them. */
export const leavingTraining: readonly CommandName[] = ['transfer', 'redirect', 'hand-over'];

const units: Readonly<Record<string, readonly string[]>> = {
  hygiene: ['HYG', 'ANI', 'ABA', 'CIM'],
  'civil-status': ['CIV', 'LEG'],
  'urbanism-economy': ['URB', 'CON', 'ECO', 'ODP', 'AMB'],
  finance: ['TAX', 'FON'],
  administration: ['ACC', 'SOC', 'SPO'],
};
/** As for real cases: a person must say where these belong. */
const toQualify: readonly string[] = ['AUT', 'INF'];

/** Where a training body puts a case: routing and its rules never hear of it (our rule). */
export function trainingVerdict(organisation: string, category: string): RoutingVerdict {
  const unit = Object.entries(units).find(([, categories]) => categories.includes(category))?.[0] ?? 'technical';
  const qualified = toQualify.includes(category);
  return {
    outcome: qualified ? 'qualification' : 'assigned',
    organisation,
    unit: qualified ? '' : unit,
    ruleId: 'training',
    ruleVersion: 1,
    reason: qualified ? 'Exercice : à qualifier' : '',
  };
}

/** A training case stays in its body, and no real one gets there. @throws AppError `validation-failed` naming the organisation */
export function staysApart({ training, organisation }: Pick<Complaint, 'training' | 'organisation'>, to: string): void {
  if (training === true ? to === organisation : !isTrainingBody(to)) return;
  throw invalidField(
    'organisation',
    'training',
    training === true ? 'a training case stays in its training body' : 'a training body has training cases only',
  );
}

/** @throws AppError `command-not-allowed` for what would tell somebody outside */
export function notInTraining({ training }: { readonly training?: boolean | undefined }, what: string): void {
  if (training === true) throw new AppError('command-not-allowed', `${what} is not for training cases`);
}

/** What is confidential leaves the body complained of: there is nowhere to practise it. @throws AppError `validation-failed` */
export function mayPractise(confidential: boolean): void {
  if (confidential) throw invalidField('category', 'training', 'confidential cases are not for training');
}
