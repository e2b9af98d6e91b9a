/** Days within which a decision may be brought before the administrative court, by the law in force. */
const courtDelays = [
  // Law 41-90, article 23: sixty days of the notification of the decision.
  { from: '1993-11-10T00:00:00Z', days: 60, law: '41-90' },
] as const;

/** The delay of the administrative court for a decision notified at an instant. */
export function courtDelayAt(at: Date): { readonly days: number; readonly law: string } {
  const found = courtDelays.findLast(({ from }) => Date.parse(from) <= at.getTime());
  if (found === undefined) throw new RangeError('no delay of the administrative court is configured');
  return found;
}
