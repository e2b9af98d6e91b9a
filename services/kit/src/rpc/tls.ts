import { join } from 'node:path';
import { type ChannelCredentials, credentials, experimental, ServerCredentials } from '@grpc/grpc-js';

/** Files of a process's certificate, as cert-manager mounts them: its own, its key, and the authority both sides trust. */
export const tlsFiles = (folder: string) => ({
  certFile: join(folder, 'tls.crt'),
  keyFile: join(folder, 'tls.key'),
  caFile: join(folder, 'ca.crt'),
});

export interface RpcTls {
  readonly folder: string;
  /** Name that the server's certificate must bear, where it is not the host called (an address of one replica). */
  readonly serverName?: string;
  /** How often the files are read again, milliseconds; each minute when absent. */
  readonly refreshMs?: number | undefined;
}

/** What a process's settings say of its links. */
export const tlsOf = (env: {
  readonly TLS_DIR?: string | undefined;
  readonly TLS_REFRESH_MS: number;
}): RpcTls | undefined =>
  env.TLS_DIR === undefined ? undefined : { folder: env.TLS_DIR, refreshMs: env.TLS_REFRESH_MS };

/** Certificates are renewed while processes run: files are read again so often, and new connections use what they say. */
const REFRESH_MS = 60_000;

function certificates({ folder, refreshMs = REFRESH_MS }: RpcTls): experimental.FileWatcherCertificateProvider {
  const { certFile, keyFile, caFile } = tlsFiles(folder);
  return new experimental.FileWatcherCertificateProvider({
    certificateFile: certFile,
    privateKeyFile: keyFile,
    caCertificateFile: caFile,
    refreshIntervalMs: refreshMs,
  });
}

/** Mutual TLS; without a folder in the clear, as on one machine. */
export function clientCredentials(tls: RpcTls | undefined): ChannelCredentials {
  if (tls === undefined) return credentials.createInsecure();
  const own = certificates(tls);
  return experimental.createCertificateProviderChannelCredentials(own, own);
}

/** Takes only callers with a certificate of the same authority; without a folder, everybody. */
export function serverCredentials(tls: RpcTls | undefined): ServerCredentials {
  if (tls === undefined) return ServerCredentials.createInsecure();
  const own = certificates(tls);
  return experimental.createCertificateProviderServerCredentials(own, own, true);
}
