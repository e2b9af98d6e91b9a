import type { ServiceEnvironment } from '@jamaa/kit';
import { z } from 'zod';

/** Settings of the room of documents, beside the service's own. */
export const documentsEnvironment = {
  /** Address of the gateway as the public knows it: it stands in the code on each document. */
  PUBLIC_URL: z.url().default('http://localhost:3000'),
  /** Where `document-seal.key.pem` and `document-seal.chain.pem` are mounted; else the secrets directory. */
  DOCUMENT_SEAL_DIR: z.string().min(1).optional(),
  /** `local`: an authority in this process, for development; `off`: signatures without a time-stamp (PAdES B-B). */
  DOCUMENT_TIME_STAMPS: z.enum(['local', 'off']).default('off'),
  /** Threads that draw pages, beside the event loop. */
  DOCUMENT_THREADS: z.coerce.number().int().min(1).max(16).default(1),
  /** For how many days the file of a document can be had again; what it says can be verified for ever. */
  DOCUMENT_FILE_DAYS: z.coerce.number().int().min(1).default(400),
};

const settings = z.object(documentsEnvironment);
export type DocumentsEnvironment = z.infer<typeof settings> & Pick<ServiceEnvironment, 'SECRETS_DIR' | 'NODE_ENV'>;
