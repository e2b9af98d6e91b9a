export interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

/** Whether a path leads to something that the schema of the values knows; capitals stand for any name. */
export function isValue(all: Schema, [first, ...rest]: readonly string[], at: Schema = all): boolean {
  const here = at.$ref === undefined ? at : all.$defs?.[at.$ref.split('/').at(-1) ?? ''];
  if (here === undefined || first === undefined) return here !== undefined;
  const next = /^[a-z]/.test(first) ? here.properties?.[first] : Object.values(here.properties ?? {})[0];
  return next !== undefined && isValue(all, rest, next);
}
