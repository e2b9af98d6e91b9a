import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Metrics } from '@jamaa/observability';
import { tlsFiles } from './tls.ts';

/**
 * Tells how long the certificate of this process's links is good for, read anew at each scrape because it is renewed while the
 * process runs. Nothing is declared without a folder; a file that cannot be read counts as a failed collector.
 */
export function measureCertificate(metrics: Metrics, folder: string | undefined): void {
  if (folder === undefined) return;
  const left = metrics.gauge(
    'tls_certificate_expires_seconds',
    'Until the certificate of this process’s links ends; below 0 when it has',
  );
  metrics.collect(async () => {
    const { validTo } = new X509Certificate(await readFile(tlsFiles(folder).certFile));
    left.set((new Date(validTo).getTime() - Date.now()) / 1000);
  });
}
