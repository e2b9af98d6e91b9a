import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CompactSign, compactVerify, createLocalJWKSet, importJWK, type JSONWebKeySet, type JWK } from 'jose';
import { z } from 'zod';

/** The code on a document: whom it leads to nobody can guess, and nobody but us can make one. */
export interface DocumentTokens {
  /** A compact JWS (Ed25519) over the 16 bytes of a document's id, with the id of the key: 144 characters. */
  issue(documentId: string): Promise<string>;
  /** The document's id; `undefined` for a token that we have not made. */
  open(token: string): Promise<string | undefined>;
}

const privateJwk = z.looseObject({ kid: z.string().min(1), kty: z.literal('OKP'), d: z.string() });
const MAX_LENGTH = 400;

/** Reads `document-codes.key.json` (it signs) and `document-codes.jwks.json` (keys of now and before: they verify). */
export async function openDocumentTokens(secretsDir: string): Promise<DocumentTokens> {
  const read = async (name: string): Promise<unknown> => JSON.parse(await readFile(join(secretsDir, name), 'utf8'));
  const own = privateJwk.parse(await read('document-codes.key.json'));
  const key = await importJWK(own as JWK, 'EdDSA');
  const known = createLocalJWKSet((await read('document-codes.jwks.json')) as JSONWebKeySet);
  return {
    issue: (id) =>
      new CompactSign(Buffer.from(id.replaceAll('-', ''), 'hex'))
        .setProtectedHeader({ alg: 'EdDSA', kid: own.kid })
        .sign(key),
    async open(token) {
      if (token.length > MAX_LENGTH) return undefined;
      try {
        const { payload } = await compactVerify(token, known, { algorithms: ['EdDSA'] });
        const hex = Buffer.from(payload).toString('hex');
        return hex.length === 32 ? hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-') : undefined;
      } catch (error) {
        // jose throws for every way in which a token can be another's; anything else is a defect.
        if (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_J')) return undefined;
        throw error;
      }
    },
  };
}
