import { AuditServiceClient, type VerifyAuditResponse } from '@jamaa/proto/platform/v1/platform';
import { createCallerSigner } from '../access/caller-token.ts';
import { createRpcClient } from '../rpc/client.ts';
import type { Suite } from './environment.ts';

/** What the operators' tool is told of the audit trail of one aggregate, or of the first page of all. */
export async function verifiedTrail(
  suite: Pick<Suite, 'secretsDir'>,
  { service, rpcPort }: { readonly service: string; readonly rpcPort: number },
  aggregateId = '',
): Promise<VerifyAuditResponse> {
  const client = createRpcClient(AuditServiceClient, `127.0.0.1:${rpcPort}`);
  const signer = await createCallerSigner(suite.secretsDir, 'ops');
  try {
    const token = await signer.mint({ kind: 'service', service: 'ops' }, service);
    return await client.call.verify({ cursor: '', aggregateId }, { token });
  } finally {
    client.close();
  }
}
