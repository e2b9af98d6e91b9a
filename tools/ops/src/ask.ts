import { createCallerSigner, createRpcClient, isAppError, isUnimplemented, type Rpc } from '@jamaa/kit';
import { DirectoryServiceClient } from '@jamaa/proto/directory/v1/directory';
import { DocumentOrdersServiceClient } from '@jamaa/proto/document_orders/v1/document_orders';
import { InsightsServiceClient } from '@jamaa/proto/insights/v1/insights';
import { IntakeServiceClient } from '@jamaa/proto/intake/v1/intake';
import {
  AuditServiceClient,
  DeadLetterServiceClient,
  JournalServiceClient,
  KeyServiceClient,
  SchemaServiceClient,
} from '@jamaa/proto/platform/v1/platform';
import { Failure, NotOffered } from './failure.ts';
import type { Target } from './target.ts';

export interface CallOptions {
  readonly token: string;
  readonly deadlineMs: number;
}

export interface Clients {
  readonly letters: Rpc<DeadLetterServiceClient>;
  readonly journal: Rpc<JournalServiceClient>;
  readonly audit: Rpc<AuditServiceClient>;
  readonly keys: Rpc<KeyServiceClient>;
  readonly schema: Rpc<SchemaServiceClient>;
  readonly directory: Rpc<DirectoryServiceClient>;
  readonly intake: Rpc<IntakeServiceClient>;
  readonly insights: Rpc<InsightsServiceClient>;
  readonly orders: Rpc<DocumentOrdersServiceClient>;
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
      // Replicas are called by address, and their certificate names the service.
      const tls = target.tls === undefined ? undefined : { folder: target.tls, serverName: service };
      const open = {
        letters: createRpcClient(DeadLetterServiceClient, address, tls),
        journal: createRpcClient(JournalServiceClient, address, tls),
        audit: createRpcClient(AuditServiceClient, address, tls),
        keys: createRpcClient(KeyServiceClient, address, tls),
        schema: createRpcClient(SchemaServiceClient, address, tls),
        directory: createRpcClient(DirectoryServiceClient, address, tls),
        intake: createRpcClient(IntakeServiceClient, address, tls),
        insights: createRpcClient(InsightsServiceClient, address, tls),
        orders: createRpcClient(DocumentOrdersServiceClient, address, tls),
      };
      const clients: Clients = {
        letters: open.letters.call,
        journal: open.journal.call,
        audit: open.audit.call,
        keys: open.keys.call,
        schema: open.schema.call,
        directory: open.directory.call,
        intake: open.intake.call,
        insights: open.insights.call,
        orders: open.orders.call,
      };
      try {
        return await call(clients, { token, deadlineMs: DEADLINE_MS });
      } catch (error) {
        if (!isAppError(error)) throw error;
        if (isUnimplemented(error)) throw new NotOffered(service);
        if (!['unavailable', 'deadline-exceeded'].includes(error.code))
          throw refused(service, error.message, error.code);
        problems.push(`${address}: ${error.message}`);
      } finally {
        for (const client of Object.values(open)) client.close();
      }
    }
    throw new Failure(3, `${service} is out of reach\n  ${problems.join('\n  ')}`);
  };
}

const refused = (service: string, message: string, code: string): Failure =>
  new Failure(1, `${service} answers: ${message} (${code})`);
