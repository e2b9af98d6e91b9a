import { AppError, isTrainingBody, type RpcCall, withinScope } from '@jamaa/kit';
import type { ChangedRule } from '../domain/edit.ts';
import type { Deps } from './deps.ts';

/** Over which territories a caller administers the rules. */
export interface Administrator {
  readonly scopes: readonly string[];
  covers(territory: string): boolean;
}

/** @throws AppError `forbidden` for everybody who is no administrator now */
export async function administrator({ directory, platform }: Deps, call: RpcCall): Promise<Administrator> {
  const { caller } = call;
  const grants = caller.kind === 'account' ? await directory.grantsOf(caller.subject, platform.clock.now()) : [];
  const real = grants.filter(({ role, organisation }) => role === 'administrator' && !isTrainingBody(organisation));
  const scopes = [...new Set(real.map(({ scope }) => scope))];
  if (scopes.length === 0) throw new AppError('forbidden', 'only administrators work on the rules');
  return { scopes, covers: (territory) => scopes.some((scope) => withinScope(territory, scope)) };
}

/**
 * A national rule is for administrators of the whole country, any other for those over its territory (our rule).
 * @throws AppError `forbidden` naming every rule outside
 */
export function mayChange(who: Administrator, changed: readonly ChangedRule[]): void {
  const outside = changed.filter(({ territories }) => !territories.every((territory) => who.covers(territory)));
  if (outside.length === 0) return;
  const fields = outside.map(({ id, territories }) => ({
    path: `rules[${id}].territory`,
    code: 'outside-territory',
    message: `${id}: ${territories.join(', ')} is outside your territory`,
  }));
  throw new AppError('forbidden', fields.map(({ message }) => message).join('; '), { fields });
}
