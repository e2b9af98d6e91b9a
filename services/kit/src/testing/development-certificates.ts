import { randomBytes, webcrypto, X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BitString, Integer, Utf8String } from 'asn1js';
import { AttributeTypeAndValue, BasicConstraints, Certificate, Extension, ExtKeyUsage } from 'pkijs';

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' };
const YEARS = 10;
const OID = {
  commonName: '2.5.4.3',
  basicConstraints: '2.5.29.19',
  keyUsage: '2.5.29.15',
  extendedKeyUsage: '2.5.29.37',
  timeStamping: '1.3.6.1.5.5.7.3.8',
} as const;
/** Bits of a key usage, the first byte of its bit string. */
const USAGE = { seal: 0xc0, authority: 0x06 } as const;

export interface Issued {
  readonly certificate: Certificate;
  readonly keys: webcrypto.CryptoKeyPair;
}

/**
 * Makes what production gets from a trust service provider: an authority, the certificate that seals documents and one that stamps
 * times, as `<name>.key.pem` and `<name>.chain.pem`. Existing ones are kept: documents sealed with them are still about.
 */
export async function writeDevelopmentCertificates(folder: string): Promise<void> {
  if (existsSync(join(folder, 'document-seal.key.pem'))) return;
  const authority = await issue('Jamaa development authority', undefined, [
    extension(OID.basicConstraints, true, new BasicConstraints({ cA: true }).toSchema().toBER()),
    extension(OID.keyUsage, true, usage(USAGE.authority)),
  ]);
  const stamping = new ExtKeyUsage({ keyPurposes: [OID.timeStamping] }).toSchema().toBER();
  const seal = await issue('Jamaa development seal', authority, [extension(OID.keyUsage, true, usage(USAGE.seal))]);
  const stamps = await issue('Jamaa development time-stamps', authority, [
    extension(OID.keyUsage, true, usage(USAGE.seal)),
    extension(OID.extendedKeyUsage, true, stamping),
  ]);
  await write(folder, 'document-time-stamps', stamps, authority);
  // Last: with it in place, all of them are there.
  await write(folder, 'document-seal', seal, authority);
}

async function write(folder: string, name: string, { certificate, keys }: Issued, above: Issued): Promise<void> {
  await writeFile(join(folder, `${name}.chain.pem`), [certificate, above.certificate].map(pemOf).join(''));
  const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  const pem = `-----BEGIN PRIVATE KEY-----\n${key.replaceAll(/.{64}/g, '$&\n')}\n-----END PRIVATE KEY-----\n`;
  await writeFile(join(folder, `${name}.key.pem`), pem, { mode: 0o600 });
}

export async function issue(
  name: string,
  issuer: Issued | undefined,
  extensions: Extension[],
  until = new Date(Date.UTC(new Date().getUTCFullYear() + YEARS, 0, 1)),
): Promise<Issued> {
  const keys = await webcrypto.subtle.generateKey(CURVE, true, ['sign', 'verify']);
  const certificate = new Certificate({ version: 2, serialNumber: serial() });
  certificate.subject.typesAndValues = nameOf(name);
  certificate.issuer.typesAndValues = issuer?.certificate.subject.typesAndValues ?? nameOf(name);
  certificate.notBefore.value = new Date('2020-01-01T00:00:00Z');
  certificate.notAfter.value = until;
  certificate.extensions = extensions;
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey);
  await certificate.sign((issuer?.keys ?? keys).privateKey, 'SHA-256');
  return { certificate, keys };
}

const serial = (): Integer => Integer.fromBigInt(randomBytes(8).readBigUInt64BE() >> 1n);

const nameOf = (name: string): AttributeTypeAndValue[] => [
  new AttributeTypeAndValue({ type: OID.commonName, value: new Utf8String({ value: name }) }),
];

const usage = (bits: number): ArrayBuffer => {
  const value = new BitString({ valueHex: new Uint8Array([bits]), unusedBits: bits & 2 ? 1 : 6 });
  return value.toBER();
};

export const extension = (extnID: string, critical: boolean, value: ArrayBuffer): Extension =>
  new Extension({ extnID, critical, extnValue: value });

export const pemOf = (certificate: Certificate): string =>
  new X509Certificate(Buffer.from(certificate.toSchema().toBER())).toString();
