/** Dated configuration of one-time codes; see {@link codePolicyAt}. */
export interface CodePolicy {
  readonly lifeMs: number;
  /** Wrong tries after which a code is dead. */
  readonly tries: number;
  readonly cooldownMs: number;
  /** Most codes sent to one number or address, across all cases. */
  readonly sendsAnHour: number;
  readonly sendsADay: number;
  /** Most wrong tries at codes of one number or address a day, across all cases: filing anew must not buy more of them. */
  readonly wrongADay: number;
}

export const ways = ['sms', 'email'] as const;
export type Way = (typeof ways)[number];

/** `confirmation`: the contact is the complainant's. `recovery`: a lost tracking code may be replaced. */
export const purposes = ['confirmation', 'recovery'] as const;
export type Purpose = (typeof purposes)[number];

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Our rule, dated; no text fixes it. */
const policies: readonly (CodePolicy & { readonly from: string })[] = [
  {
    from: '2017-01-01T00:00:00Z',
    lifeMs: 10 * MINUTE_MS,
    tries: 5,
    cooldownMs: MINUTE_MS,
    sendsAnHour: 3,
    sendsADay: 6,
    wrongADay: 20,
  },
];

/** The policy in force. */
export function codePolicyAt(now: Date): CodePolicy {
  const found = policies.findLast((policy) => Date.parse(policy.from) <= now.getTime()) ?? policies[0];
  if (found === undefined) throw new Error('no policy for one-time codes is configured');
  return found;
}

/** What is kept of a code: never the code, only what a secret key makes it from. */
export interface CodeState {
  readonly nonce: string;
  readonly sentAt: Date;
  readonly expiresAt: Date;
  readonly wrong: number;
  /** Used up: a code that replaces a tracking code does so once. */
  readonly spent: boolean;
}

/** What one number or address has seen in the last day, whichever cases it was about. */
export interface ContactHistory {
  readonly sends: readonly Date[];
  readonly wrong: readonly Date[];
}

export const noHistory: ContactHistory = { sends: [], wrong: [] };

const within = (times: readonly Date[], ms: number, now: Date): Date[] =>
  times.filter((at) => now.getTime() - at.getTime() < ms);

/** The history without what no rule asks about any more. */
export const recent = ({ sends, wrong }: ContactHistory, now: Date): ContactHistory => ({
  sends: within(sends, DAY_MS, now),
  wrong: within(wrong, DAY_MS, now),
});

/** Whether the code can still be given. */
export const isLive = (code: CodeState | undefined, now: Date): code is CodeState =>
  code !== undefined && !code.spent && code.wrong < codePolicyAt(now).tries && now < code.expiresAt;

/** When the next code may be sent to this contact; `undefined`: now. The tightest of all limits. */
export function mayNotSendUntil(code: CodeState | undefined, history: ContactHistory, now: Date): Date | undefined {
  const { cooldownMs, sendsAnHour, sendsADay } = codePolicyAt(now);
  const last = [...history.sends, ...(code === undefined ? [] : [code.sentAt])];
  const ends = [
    ...last.map((at) => at.getTime() + cooldownMs),
    full(history.sends, sendsAnHour, HOUR_MS, now),
    full(history.sends, sendsADay, DAY_MS, now),
  ];
  const end = Math.max(...ends);
  return end > now.getTime() ? new Date(end) : undefined;
}

/** When a window that holds `most` has room again; 0 when it has. */
function full(times: readonly Date[], most: number, windowMs: number, now: Date): number {
  const inside = within(times, windowMs, now).map((at) => at.getTime());
  const leaves = inside.sort((a, b) => a - b).at(-most);
  return leaves === undefined ? 0 : leaves + windowMs;
}

/** The code about to be sent: the one still alive, so that two messages never disagree, else a new one. Wrong tries stay counted. */
export function nextCode(code: CodeState | undefined, nonce: string, now: Date): CodeState {
  const expiresAt = new Date(now.getTime() + codePolicyAt(now).lifeMs);
  return isLive(code, now)
    ? { ...code, sentAt: now, expiresAt }
    : { nonce, sentAt: now, expiresAt, wrong: 0, spent: false };
}

export type CodeVerdict = 'right' | 'wrong' | 'expired' | 'locked';

/** What a given code is. `right` is asked for only where the code could still be given. */
export function judgeCode(
  code: CodeState | undefined,
  history: ContactHistory,
  now: Date,
  right: (nonce: string) => boolean,
): CodeVerdict {
  const { tries, wrongADay } = codePolicyAt(now);
  if (code === undefined || code.spent || now >= code.expiresAt) return 'expired';
  if (code.wrong >= tries || within(history.wrong, DAY_MS, now).length >= wrongADay) return 'locked';
  return right(code.nonce) ? 'right' : 'wrong';
}
