import { webcrypto } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { isIPv4 } from 'node:net';
import { join } from 'node:path';
import { OctetString } from 'asn1js';
import { BasicConstraints, GeneralName, GeneralNames } from 'pkijs';
import { extension, type Issued, issue, pemOf } from './development-certificates.ts';

const DNS_NAME = 2;
const ADDRESS = 7;
const OID = { basicConstraints: '2.5.29.19', alternativeNames: '2.5.29.17' } as const;

/** An authority for the links between processes, as cert-manager has one in a cluster. */
export const tlsAuthority = (name = 'Jamaa development links'): Promise<Issued> =>
  issue(name, undefined, [
    extension(OID.basicConstraints, true, new BasicConstraints({ cA: true }).toSchema().toBER()),
  ]);

/** A host name, or an address of IPv4. */
const alternative = (value: string): GeneralName =>
  isIPv4(value)
    ? new GeneralName({
        type: ADDRESS,
        value: new OctetString({ valueHex: Uint8Array.from(value.split('.').map(Number)) }),
      })
    : new GeneralName({ type: DNS_NAME, value });

/** Writes `tls.crt`, `tls.key` and `ca.crt` of a process known under the given names; again, they are renewed. They end in ten years, or at `until`. */
export async function writeTls(
  folder: string,
  names: readonly string[],
  authority: Issued,
  until?: Date,
): Promise<void> {
  const alternatives = new GeneralNames({ names: names.map(alternative) });
  const extensions = [extension(OID.alternativeNames, false, alternatives.toSchema().toBER())];
  const { certificate, keys } = await issue(names[0] ?? 'nobody', authority, extensions, until);
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
