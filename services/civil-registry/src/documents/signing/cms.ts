import { createHash } from 'node:crypto';
import { Certificate } from 'pkijs';
import { der, oid, setOf, TAG, tagged } from './der.ts';
import type { SealKey } from './ports.ts';

const OID = {
  data: oid('1.2.840.113549.1.7.1'),
  signedData: oid('1.2.840.113549.1.7.2'),
  contentType: oid('1.2.840.113549.1.9.3'),
  messageDigest: oid('1.2.840.113549.1.9.4'),
  signingCertificateV2: oid('1.2.840.113549.1.9.16.2.47'),
  timeStampToken: oid('1.2.840.113549.1.9.16.2.14'),
  sha256: oid('2.16.840.1.101.3.4.2.1'),
  ecdsa: oid('1.2.840.10045.4.3.2'),
  rsa: oid('1.2.840.113549.1.1.1'),
} as const;

/** What is signed: a digest of bytes that lie elsewhere (a PDF), or content of a type (its OID, DER) that travels inside (a time-stamp). */
export type Signed = { readonly digest: Uint8Array } | { readonly type: Uint8Array; readonly content: Uint8Array };

export interface CmsOptions {
  /** Asked for a token over the signature's digest (CAdES-T, PAdES B-T). */
  stamp?(digest: Uint8Array): Promise<Uint8Array>;
}

/** Makes CMS SignedData, DER. */
export type Cms = (signed: Signed, options?: CmsOptions) => Promise<Buffer>;

/**
 * CMS under one key, with the attributes that PAdES and RFC 3161 ask for: content type, message digest, and the signing
 * certificate's own digest (ESS signing-certificate-v2), so that nobody can put another certificate in its place.
 * @throws Error for a key without certificate
 */
export function createCms(key: SealKey): Cms {
  const [leaf] = key.certificates;
  if (leaf === undefined) throw new Error('a sealing key has a certificate');
  const { issuer, serialNumber } = Certificate.fromBER(leaf);
  const signer = sequence(Buffer.from(issuer.toSchema().toBER()), Buffer.from(serialNumber.toBER()));
  const certified = attribute(OID.signingCertificateV2, essCertificate(leaf));
  return async (signed, { stamp } = {}) => {
    const inside = 'content' in signed ? [signed.type, tagged(0, octets(signed.content))] : [OID.data];
    const digest = 'digest' in signed ? signed.digest : sha256(signed.content);
    const attributes = setOf([
      attribute(OID.contentType, inside[0] ?? OID.data),
      attribute(OID.messageDigest, octets(digest)),
      certified,
    ]);
    // What is signed is their SET as such, not the context tag that they bear inside the SignerInfo (RFC 5652, 5.4).
    const signature = await key.sign(der(TAG.set, ...attributes));
    const token = await stamp?.(sha256(signature));
    const signerInfo = sequence(
      integer(1),
      signer,
      SHA256,
      tagged(0, ...attributes),
      key.algorithm === 'rsa' ? sequence(OID.rsa, der(TAG.null)) : sequence(OID.ecdsa),
      octets(signature),
      ...(token === undefined ? [] : [tagged(1, attribute(OID.timeStampToken, token))]),
    );
    const data = sequence(
      integer(inside.length > 1 ? 3 : 1),
      der(TAG.set, SHA256),
      sequence(...inside),
      tagged(0, ...key.certificates),
      der(TAG.set, signerInfo),
    );
    return sequence(OID.signedData, tagged(0, data));
  };
}

export const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

const sequence = (...parts: readonly Uint8Array[]): Buffer => der(TAG.sequence, ...parts);
const octets = (bytes: Uint8Array): Buffer => der(TAG.octets, bytes);
const integer = (value: number): Buffer => der(TAG.integer, Buffer.from([value]));
const attribute = (type: Uint8Array, value: Uint8Array): Buffer => sequence(type, der(TAG.set, value));
const SHA256 = sequence(OID.sha256);

/** SigningCertificateV2 with one ESSCertIDv2 whose hash is SHA-256, the default (RFC 5035). */
const essCertificate = (certificate: Uint8Array): Buffer => sequence(sequence(sequence(octets(sha256(certificate)))));
