import type { Methods } from '@jamaa/kit';
import type { CivilDocumentsServiceServer } from '@jamaa/proto/civil_registry/v1/documents';
import type { DocumentsDeps } from '../deps.ts';
import { getDocument } from './get.ts';
import { matchAct } from './match.ts';
import { printRegister } from './print-register.ts';
import { produceDocument } from './produce.ts';
import { revokeDocument } from './revoke.ts';
import { verifyDocument } from './verify.ts';

export const documentsMethods = (deps: DocumentsDeps): Methods<CivilDocumentsServiceServer> => ({
  produceDocument: produceDocument(deps),
  getDocument: getDocument(deps),
  revokeDocument: revokeDocument(deps),
  verifyDocument: verifyDocument(deps),
  matchAct: matchAct(deps),
  printRegister: printRegister(deps),
});
