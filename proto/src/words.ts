type Kebab<S extends string> = S extends `${infer First}_${infer Rest}`
  ? `${Lowercase<First>}-${Kebab<Rest>}`
  : Lowercase<S>;

/** The words of an enum's values: `COMPLAINT_STATE_IN_PROGRESS` is `in-progress`; the unspecified and the unrecognised have none. */
export type WordOf<P extends string, V extends string> = V extends `${P}_${infer Rest}`
  ? Rest extends 'UNSPECIFIED'
    ? never
    : Kebab<Rest>
  : never;

/** The words of an enum, in the order of the contract: said there, and nowhere again. */
export const wordsOf = <const P extends string, const V extends string>(
  prefix: P,
  values: Readonly<Record<string, V>>,
): readonly WordOf<P, V>[] =>
  Object.values(values)
    .filter((value) => value.startsWith(`${prefix}_`) && value !== `${prefix}_UNSPECIFIED`)
    .map(
      (value) =>
        value
          .slice(prefix.length + 1)
          .toLowerCase()
          .replaceAll('_', '-') as WordOf<P, V>,
    );
