/**
 * The key that seals documents. In production it lives in a signing service or a hardware module that never gives it out (law 43-20);
 * in development in files. It signs bytes and hashes them itself with SHA-256.
 */
export interface SealKey {
  /** DER, the signing certificate first, then those above it. */
  readonly certificates: readonly Uint8Array[];
  readonly algorithm: 'ecdsa' | 'rsa';
  /** ECDSA as DER (r, s), RSA as PKCS #1 v1.5. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

/** A time-stamp authority (RFC 3161). */
export interface TimeStamper {
  /** The token, DER, over a SHA-256 digest. */
  stamp(digest: Uint8Array): Promise<Uint8Array>;
}
