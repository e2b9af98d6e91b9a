import type { Declarant } from '@jamaa/proto/civil_registry/v1/acts';
import type { DeclaredHere } from './content-check.ts';
import { checkPerson } from './person-check.ts';
import type { Problems } from './problems.ts';
import { rulesOn } from './rules.ts';

/**
 * The declarant must be one of those the law names; who stands lower must say why nobody before them declares. A health establishment
 * makes known what happened and declares nothing.
 */
export function checkDeclarant(
  kind: 'birth' | 'death',
  declarant: Declarant | undefined,
  problems: Problems,
  context: DeclaredHere,
): void {
  if (declarant?.person === undefined) {
    problems.add('declarant', 'required', 'who declares is missing');
    return;
  }
  checkPerson(declarant.person, 'declarant.person', problems, context);
  const order = rulesOn(context.today).precedence[kind];
  const rank = order.findIndex((equals) => equals.includes(declarant.quality));
  if (rank === -1)
    problems.add('declarant.quality', 'not-entitled', `may not declare; entitled are: ${order.flat().join(', ')}`);
  else if (rank > 0 && !/\S/.test(context.precedenceReason))
    problems.add('precedenceReason', 'required', 'say why nobody who comes before declares');
}
