import { webcrypto } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BasicConstraints, GeneralName, GeneralNames } from 'pkijs';
import { extension, type Issued, issue, pemOf } from './development-certificates.ts';

const DNS_NAME = 2;
const OID = { basicConstraints: '2.5.29.19', alternativeNames: '2.5.29.17' } as const;

/** An authority for the links between processes, as cert-manager has one in a cluster. */
export const tlsAuthority = (name = 'Jamaa development links'): Promise<Issued> =>
  issue(name, undefined, [
    extension(OID.basicConstraints, true, new BasicConstraints({ cA: true }).toSchema().toBER()),
  ]);

/** Writes `tls.crt`, `tls.key` and `ca.crt` of a process known under the given names. */
export async function writeTls(folder: string, names: readonly string[], authority: Issued): Promise<void> {
  const alternatives = new GeneralNames({ names: names.map((value) => new GeneralName({ type: DNS_NAME, value })) });
  const { certificate, keys } = await issue(names[0] ?? 'nobody', authority, [
    extension(OID.alternativeNames, false, alternatives.toSchema().toBER()),
  ]);
  const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'tls.crt'), pemOf(certificate));
  await writeFile(join(folder, 'ca.crt'), pemOf(authority.certificate));
  await writeFile(
    join(folder, 'tls.key'),
    `-----BEGIN PRIVATE KEY-----\n${key.replaceAll(/.{64}/g, '$&\n')}\n-----END PRIVATE KEY-----\n`,
    { mode: 0o600 },
  );
}
