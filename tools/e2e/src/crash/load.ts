import { until } from '@jamaa/kit/testing';
import { type Answer, call, streetLight } from '../index.ts';

/** One answer, or the lack of one, to an attempt at filing. */
export interface Attempt {
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  readonly contentType: string;
  readonly retryAfter: string | null;
  readonly code: string;
  readonly startedAt: number;
  readonly endedAt: number;
}

/** A complaint with one idempotency key, filed until it is accepted. */
export interface Filing {
  readonly key: string;
  readonly channels: readonly ('email' | 'sms')[];
  readonly attempts: Attempt[];
  /** Every 201 that came for this key. */
  readonly accepted: { readonly reference: string; readonly trackingCode: string }[];
}

export interface Load {
  /** Stands in every description, so that what was filed can be counted where it is stored. */
  readonly mark: string;
  readonly filings: readonly Filing[];
  /** Waits until so many more have begun, accepted or not: at a steady rate this is a stretch of time. */
  begins(count: number): Promise<unknown>;
  /** Waits until so many filings that began from now on are accepted, and returns them. */
  accepts(count: number): Promise<readonly Filing[]>;
  /** Begins no more; waits until every filing begun is accepted. */
  end(): Promise<void>;
}

const PATIENCE_MS = 60_000;

/**
 * Files about `perSecond` complaints a second, as the API's clients are told to: a request without an answer, or with one that says
 * "try again", is sent again with the same key. Every seventh is sent twice on purpose although it was accepted.
 */
export function startLoad(perSecond: number): Load {
  const mark = `crash-${Math.random().toString(36).slice(2)}`;
  const filings: Filing[] = [];
  const running: Promise<void>[] = [];
  const begin = (): void => {
    const number = filings.length;
    const filing: Filing = {
      key: `${mark}-${number}`,
      channels: number % 2 === 0 ? ['email'] : ['sms'],
      attempts: [],
      accepted: [],
    };
    filings.push(filing);
    running.push(fileUntilAccepted(mark, filing, number % 7 === 0 ? 2 : 1));
  };
  const timer = setInterval(begin, 1_000 / perSecond);
  return {
    mark,
    filings,
    begins(count) {
      const enough = filings.length + count;
      return until(`${count} more filings begun`, () => filings.length >= enough);
    },
    async accepts(count) {
      const from = filings.length;
      return until(
        `${count} more filings accepted`,
        () => {
          const done = filings.slice(from).filter((filing) => filing.accepted.length > 0);
          return done.length >= count && done;
        },
        PATIENCE_MS,
      );
    },
    async end() {
      clearInterval(timer);
      await Promise.all(running);
    },
  };
}

async function fileUntilAccepted(mark: string, filing: Filing, times: number): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (filing.accepted.length < times && Date.now() < end) {
    const startedAt = Date.now();
    const answer = await fileOnce(mark, filing);
    filing.attempts.push({
      status: answer?.status ?? 0,
      contentType: answer?.headers.get('content-type') ?? '',
      retryAfter: answer?.headers.get('retry-after') ?? null,
      code: String(answer?.body?.code ?? ''),
      startedAt,
      endedAt: Date.now(),
    });
    if (answer?.status === 201) filing.accepted.push(answer.body);
    else await pause(Number(answer?.headers.get('retry-after') ?? 0.2) * 1_000);
  }
}

async function fileOnce(mark: string, filing: Filing): Promise<Answer | undefined> {
  const number = filing.key.slice(mark.length + 1);
  const body = {
    ...streetLight,
    description: `${streetLight.description} ${mark}`,
    complainant: {
      name: streetLight.complainant.name,
      ...(filing.channels.includes('email') ? { email: `${filing.key}@example.org` } : {}),
      ...(filing.channels.includes('sms') ? { phone: `0612${number.padStart(6, '0')}` } : {}),
    },
  };
  try {
    return await call('POST', '/v1/complaints', { body, headers: { 'idempotency-key': filing.key } });
  } catch (error) {
    // No answer: the connection was refused or broke. Anything else is a defect of this test.
    if ((error as Error).name === 'TypeError') return undefined;
    throw error;
  }
}

/** A client's delay before it tries again. */
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
