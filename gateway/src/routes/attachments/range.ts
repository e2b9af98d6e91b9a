export interface Range {
  readonly from: number;
  /** First byte that is not part of it. */
  readonly to: number;
}

/**
 * The one range of bytes that is asked for (RFC 9110, 14). `undefined`: the whole file, also for several ranges and for forms that are
 * not understood, which a server may ignore.
 */
export function rangeOf(
  range: string,
  ifRange: string,
  etag: string,
  size: number,
): Range | 'unsatisfiable' | undefined {
  const [, first = '', last = ''] = /^bytes=(\d{0,12})-(\d{0,12})$/.exec(range.trim()) ?? [];
  if ((first === '' && last === '') || (ifRange !== '' && ifRange !== etag)) return undefined;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'unsatisfiable' : { from: size - length, to: size };
  }
  const from = Number(first);
  const to = last === '' ? size : Math.min(Number(last) + 1, size);
  if (last !== '' && Number(last) < from) return undefined;
  return from >= size ? 'unsatisfiable' : { from, to };
}
