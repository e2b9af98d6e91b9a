/** Who calls, as the gateway or another service vouches for it. What the caller may do is decided by the owning service. */
export type Caller =
  | { readonly kind: 'anonymous'; readonly client: string }
  | {
      readonly kind: 'account';
      readonly subject: string;
      readonly client: string;
      /** Verified e-mail of the sign-in, for binding an account at first use. */
      readonly email?: string | undefined;
      /** How strongly signed in. */
      readonly acr: 'simple' | 'strong';
    }
  | { readonly kind: 'service'; readonly service: string }
  /** A service of another cell. A kind of its own: what trusts a service of this cell does not trust it by mistake. */
  | { readonly kind: 'cell'; readonly cell: string; readonly service: string };

/** A stable name for idempotency rows and the audit trail. */
export const callerKey = (caller: Caller): string => {
  if (caller.kind === 'account') return `account:${caller.subject}`;
  if (caller.kind === 'cell') return `cell:${caller.cell}/${caller.service}`;
  return caller.kind === 'service' ? `service:${caller.service}` : `anonymous:${caller.client}`;
};
