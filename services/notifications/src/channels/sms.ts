import { z } from 'zod';
import type { SmsChannel } from './channel.ts';

export interface SmsSettings {
  readonly url: string;
  readonly key: string;
  readonly sender: string;
  readonly timeoutMs: number;
}

const answerSchema = z.object({ providerReference: z.string().min(1).max(200) });

/**
 * SMS over a provider's HTTP interface: `POST /sms/messages` `{id, to, from, text}` answers 202 with a reference, or 200 for an id
 * it has already, which it does not deliver again; `GET /sms/messages/{id}` answers the same, or 404.
 */
export function createSmsChannel(settings: SmsSettings): SmsChannel {
  const base = settings.url.replace(/\/$/, '');
  const call = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${base}/sms/messages${path}`, {
      ...init,
      headers: { authorization: `Bearer ${settings.key}`, 'content-type': 'application/json' },
      signal: AbortSignal.timeout(settings.timeoutMs),
    });
  return {
    async send({ key, to, text }) {
      try {
        const response = await call('', {
          method: 'POST',
          body: JSON.stringify({ id: key, to, from: settings.sender, text }),
        });
        const body: unknown = await response.json();
        if (response.ok) return { outcome: 'accepted', ...answerSchema.parse(body) };
        return { outcome: refusesForGood(response.status) ? 'permanent' : 'temporary', code: `sms-${response.status}` };
      } catch (error) {
        // Whether it arrived or not: the id is delivered once, so that trying again is safe.
        return { outcome: 'temporary', code: isTimeout(error) ? 'sms-timeout' : 'sms-unreachable' };
      }
    },
    async ask(key) {
      try {
        const response = await call(`/${encodeURIComponent(key)}`);
        const body: unknown = await response.json();
        if (response.status === 404) return { known: false };
        return response.ok ? { known: true, ...answerSchema.parse(body) } : 'unreachable';
      } catch {
        return 'unreachable';
      }
    },
  };
}

const isTimeout = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && Reflect.get(error, 'name') === 'TimeoutError';

/** 401 and 403 are our key, 408 and 429 ask for patience: none of them says that the message is wrong. */
const refusesForGood = (status: number): boolean =>
  status >= 400 && status < 500 && ![401, 403, 408, 425, 429].includes(status);
