import { createCallerSigner, createRpcClient, isAppError, type Rpc } from '@jamaa/kit';
import { DeadLetterServiceClient, JournalServiceClient } from '@jamaa/proto/platform/v1/platform';
import { Failure } from './failure.ts';
import type { Target } from './target.ts';

export interface CallOptions {
  readonly token: string;
  readonly deadlineMs: number;
}

export interface Clients {
  readonly letters: Rpc<DeadLetterServiceClient>;
  readonly journal: Rpc<JournalServiceClient>;
}

/** Asks a service as the operators' tool: its replicas one after another, until one can answer. */
export type Ask = <T>(service: string, call: (clients: Clients, options: CallOptions) => Promise<T>) => Promise<T>;

const DEADLINE_MS = 15_000;

/** @throws Failure when the key of the operators' tool cannot be read */
export async function openAsk(target: Target): Promise<Ask> {
  const signer = await createCallerSigner(target.secrets, 'ops').catch((error: unknown) => {
    throw new Failure(2, `no key for the operators' tool: ${error instanceof Error ? error.message : String(error)}`);
  });
  return async (service, call) => {
    const token = await signer.mint({ kind: 'service', service: 'ops' }, service);
    const problems: string[] = [];
    for (const address of await target.addresses(service)) {
      const letters = createRpcClient(DeadLetterServiceClient, address);
      const journal = createRpcClient(JournalServiceClient, address);
      try {
        return await call({ letters: letters.call, journal: journal.call }, { token, deadlineMs: DEADLINE_MS });
      } catch (error) {
        if (!isAppError(error)) throw error;
        if (!['unavailable', 'deadline-exceeded'].includes(error.code))
          throw refused(service, error.message, error.code);
        problems.push(`${address}: ${error.message}`);
      } finally {
        letters.close();
        journal.close();
      }
    }
    throw new Failure(3, `${service} is out of reach\n  ${problems.join('\n  ')}`);
  };
}

const refused = (service: string, message: string, code: string): Failure =>
  new Failure(1, `${service} answers: ${message} (${code})`);
