import { type Grant, wholeCountry, withinScope } from '@jamaa/kit';

/** Over which territories a caller administers accounts. */
export interface Authority {
  covers(scope: string): boolean;
  /** Whether every place of an account, past ones too, lies inside: else another administrator answers for it. */
  coversAll(grants: readonly Grant[]): boolean;
}

/** The operators' tool: the whole country. */
export const fullAuthority: Authority = { covers: () => true, coversAll: () => true };

/** The authority that grants in force give; `undefined` for somebody who is no administrator. */
export function authorityOf(inForce: readonly Grant[]): Authority | undefined {
  const scopes = inForce.filter(({ role }) => role === 'administrator').map(({ scope }) => scope);
  if (scopes.length === 0) return undefined;
  const covers = (code: string): boolean => scopes.some((scope) => withinScope(code, scope));
  return {
    covers,
    // An account without any place belongs to nobody's territory.
    coversAll: (grants) => (grants.length === 0 ? covers(wholeCountry) : grants.every(({ scope }) => covers(scope))),
  };
}
