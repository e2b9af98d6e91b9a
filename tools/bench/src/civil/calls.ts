import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Scene } from '../flows/scene.ts';
import { timed } from '../load/timed.ts';

type Door = Pick<Scene, 'http' | 'tokens' | 'recorder'>;

/** One call of somebody, timed under the name of its step; the answer's JSON. @throws StepFailed after counting the error */
export function createCalls({ http, tokens, recorder }: Door) {
  return {
    async post(account: string, step: string, path: string, body: unknown, expected: number): Promise<unknown> {
      const token = await tokens.of(account);
      // As clients do that may have to ask again.
      const headers = { 'Idempotency-Key': randomUUID() };
      const { body: text } = await timed(
        http,
        recorder,
        step,
        { method: 'POST', path, token, headers, body },
        expected,
      );
      return JSON.parse(text);
    },
    async get(account: string, step: string, path: string): Promise<unknown> {
      const token = await tokens.of(account);
      return JSON.parse((await timed(http, recorder, step, { method: 'GET', path, token }, 200)).body);
    },
    /** Outside of what is measured. @throws Error unless it is answered by one of these */
    async prepare(account: string, method: 'GET' | 'POST', path: string, good: readonly number[], body?: unknown) {
      const answer = await http.send({ method, path, token: await tokens.of(account), body });
      if (!good.includes(answer.status)) throw new Error(`${method} ${path}: ${answer.status} ${answer.body}`);
      return JSON.parse(answer.body) as unknown;
    },
  };
}

export type Calls = ReturnType<typeof createCalls>;

export const names = z.object({
  ar: z.string().default(''),
  latin: z.string().default(''),
  tifinagh: z.string().default(''),
});
