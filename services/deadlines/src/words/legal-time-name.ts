/** `GMT`, `GMT+1`, `GMT+5:30`; the same in both languages, as official notices print it. */
export function legalTimeName(offsetMinutes: number): string {
  if (offsetMinutes === 0) return 'GMT';
  const minutes = Math.abs(offsetMinutes);
  const rest = minutes % 60 === 0 ? '' : `:${String(minutes % 60).padStart(2, '0')}`;
  return `GMT${offsetMinutes > 0 ? '+' : '-'}${Math.floor(minutes / 60)}${rest}`;
}
