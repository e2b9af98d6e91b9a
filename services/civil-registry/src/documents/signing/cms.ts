import { createHash } from 'node:crypto';
import { Null, ObjectIdentifier, OctetString, Sequence } from 'asn1js';
import {
  AlgorithmIdentifier,
  Attribute,
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from 'pkijs';
import { derOf, schemaOf } from './der.ts';
import type { SealKey } from './ports.ts';

const OID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  timeStampToken: '1.2.840.113549.1.9.16.2.14',
  sha256: '2.16.840.1.101.3.4.2.1',
  ecdsa: '1.2.840.10045.4.3.2',
  rsa: '1.2.840.113549.1.1.1',
} as const;

/** What is signed: a digest of bytes that lie elsewhere (a PDF), or content that travels inside (a time-stamp). */
export type Signed = { readonly digest: Uint8Array } | { readonly type: string; readonly content: Uint8Array };

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
  const certificates = key.certificates.map((der) => Certificate.fromBER(der));
  const [leaf] = certificates;
  const [leafDer] = key.certificates;
  if (leaf === undefined || leafDer === undefined) throw new Error('a sealing key has a certificate');
  const sid = new IssuerAndSerialNumber({ issuer: leaf.issuer, serialNumber: leaf.serialNumber });
  const certified = attribute(OID.signingCertificateV2, essCertificate(leafDer));
  return async (signed, { stamp } = {}) => {
    const content = 'content' in signed ? signed : { type: OID.data, content: undefined };
    const digest = 'digest' in signed ? signed.digest : sha256(signed.content);
    const signedAttrs = attributes(0, [
      attribute(OID.contentType, new ObjectIdentifier({ value: content.type })),
      attribute(OID.messageDigest, new OctetString({ valueHex: digest })),
      certified,
    ]);
    const signature = await key.sign(setOf(signedAttrs));
    const token = await stamp?.(sha256(signature));
    const unsignedAttrs = token && attributes(1, [attribute(OID.timeStampToken, schemaOf(token))]);
    const signer = new SignerInfo({
      version: 1,
      sid,
      digestAlgorithm: algorithm(OID.sha256),
      signedAttrs,
      signatureAlgorithm: algorithm(OID[key.algorithm], key.algorithm === 'rsa'),
      signature: new OctetString({ valueHex: signature }),
      ...(unsignedAttrs && { unsignedAttrs }),
    });
    const data = new SignedData({
      version: content.content === undefined ? 1 : 3,
      digestAlgorithms: [algorithm(OID.sha256)],
      encapContentInfo: new EncapsulatedContentInfo({
        eContentType: content.type,
        ...(content.content === undefined ? {} : { eContent: new OctetString({ valueHex: content.content }) }),
      }),
      certificates,
      signerInfos: [signer],
    });
    return derOf(new ContentInfo({ contentType: OID.signedData, content: data.toSchema(true) }).toSchema());
  };
}

export const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

const algorithm = (algorithmId: string, withNull = false): AlgorithmIdentifier =>
  new AlgorithmIdentifier({ algorithmId, ...(withNull ? { algorithmParams: new Null() } : {}) });

const attribute = (type: string, value: Sequence | ObjectIdentifier | OctetString): Attribute =>
  new Attribute({ type, values: [value] });

/** DER sorts a SET by its encoded members; who verifies hashes them in that order. */
const attributes = (type: number, list: readonly Attribute[]): SignedAndUnsignedAttributes =>
  new SignedAndUnsignedAttributes({
    type,
    attributes: list.toSorted((one, other) => Buffer.compare(derOf(one.toSchema()), derOf(other.toSchema()))),
  });

/** What is signed of the attributes: their SET as such, not the context tag they bear inside the SignerInfo (RFC 5652, 5.4). */
function setOf(signed: SignedAndUnsignedAttributes): Buffer {
  const der = derOf(signed.toSchema());
  der[0] = 0x31;
  return der;
}

/** SigningCertificateV2 with one ESSCertIDv2 whose hash is SHA-256, the default (RFC 5035). */
const essCertificate = (certificate: Uint8Array): Sequence =>
  new Sequence({
    value: [new Sequence({ value: [new Sequence({ value: [new OctetString({ valueHex: sha256(certificate) })] })] })],
  });
