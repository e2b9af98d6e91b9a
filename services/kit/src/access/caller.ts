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
  /** A service of another cell. No `service`: what is open to a neighbour is not open to the whole country unless it says so. */
  | { readonly kind: 'cell-service'; readonly service: string; readonly cell: string };

/** Under which name a service of another cell signs: `insights@00`. */
export const cellIssuer = ({ service, cell }: { service: string; cell: string }): string => `${service}@${cell}`;

/** A stable name for idempotency rows and the audit trail. */
export const callerKey = (caller: Caller): string => {
  if (caller.kind === 'account') return `account:${caller.subject}`;
  if (caller.kind === 'cell-service') return `service:${cellIssuer(caller)}`;
  return caller.kind === 'service' ? `service:${caller.service}` : `anonymous:${caller.client}`;
};
