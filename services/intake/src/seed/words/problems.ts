/** What people complain of, by category: Arabic, French, and darija in Arabic or Latin letters where people write so. */
export interface Problems {
  readonly ar: readonly string[];
  readonly fr: readonly string[];
  readonly darija?: readonly string[];
  readonly arabizi?: readonly string[];
}
