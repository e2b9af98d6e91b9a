import type { Route } from '../../http/route.ts';
import { getDocument, printRegister, produceDocument, revokeDocument } from './documents.ts';
import { verifyDocument, verifyFile } from './verify.ts';

/** Documents of civil status: made by bureaux, verified by anybody. */
export const civilDocumentRoutes: readonly Route[] = [
  produceDocument,
  getDocument,
  revokeDocument,
  printRegister,
  verifyDocument,
  verifyFile,
];
