/**
 * Between the words of the domain (`in-progress`) and a protobuf enum (`COMPLAINT_STATE_IN_PROGRESS`).
 * An unknown or unspecified value throws: a consumer parks it, nothing is defaulted.
 */
export const toProtoEnum = <T extends string>(prefix: string, word: string): T =>
  `${prefix}_${word.toUpperCase().replaceAll('-', '_')}` as T;

/** @throws RangeError for a value this build does not know. */
export function fromProtoEnum<W extends string>(prefix: string, value: string, known: readonly W[]): W {
  const word = value.startsWith(`${prefix}_`)
    ? value
        .slice(prefix.length + 1)
        .toLowerCase()
        .replaceAll('_', '-')
    : value;
  const found = known.find((candidate) => candidate === word);
  if (found === undefined) throw new RangeError(`unknown ${prefix} value ${value}`);
  return found;
}
