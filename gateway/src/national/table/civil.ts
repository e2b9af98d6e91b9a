import { createHash } from 'node:crypto';
import { tokenIn } from '../../routes/civil-documents/token-in.ts';
import { inBody, inPath, inQuery } from '../places.ts';
import { byHeader, each, elseHub, fanOut, firstAsked, firstWhoKnows, oneCell, referenceData } from '../row.ts';

const ofTheBureau = oneCell(inPath('bureau', 'bureau'));
const ofTheAct = oneCell(inPath('act', 'id'));
const toTheBureau = oneCell(inBody('bureau', 'bureauId'));

/** The code in a file and what the file is: eight megabytes need not go to every cell for them. */
function codeOfFile(file: Buffer, header: (name: string) => string | undefined): string | undefined {
  const token = header('document-token') || tokenIn(file);
  if (token === undefined || file.length === 0) return undefined;
  const digest = createHash('sha256').update(file).digest('hex');
  return `/v1/verify/${encodeURIComponent(token)}?digest=${digest}`;
}

export const civilRows = {
  listBureaux: fanOut(
    { items: 'bureaux', id: 'id', limit: { usual: 50, most: 200 }, order: () => ({ by: ({ id }) => String(id) }) },
    inQuery('code', 'territory'),
  ),
  // Without a territory it is a consulate, which the hub keeps.
  addBureau: elseHub(inBody('code', 'territory')),
  ...each(ofTheBureau, 'getBureau', 'listRegisters', 'openRegister', 'getRegister', 'closeRegister', 'readRegister'),
  ...each(ofTheBureau, 'confirmRegister'),
  ...each(ofTheBureau, 'exportRegister', 'listRegisterPages', 'putRegisterPage', 'printRegister'),
  ...each(toTheBureau, 'preDeclare', 'declare'),
  listDeclarations: oneCell(inQuery('bureau', 'bureauId')),
  ...each(byHeader, 'getDeclaration', 'completeDeclaration', 'findCivilDuplicates', 'reviewDeclaration'),
  ...each(byHeader, 'returnDeclaration', 'rejectDeclaration', 'withdrawDeclaration', 'distinguishDeclaration'),
  registerAct: byHeader,
  // Names of people are not sent to cells that have nothing to do with them: a search says where.
  searchActs: oneCell(inQuery('bureau', 'bureauId')),
  ...each(ofTheAct, 'getAct', 'addMention', 'listActPages', 'getActPageImage', 'produceDocument'),
  getRegisterImportTemplate: referenceData(),
  // A file of many registers names their bureaux line by line only.
  createRegisterImport: oneCell(inBody('bureau', 'register.bureauId')),
  ...each(byHeader, 'appendRegisterImport', 'startRegisterImport', 'getRegisterImport'),
  ...each(byHeader, 'listRegisterImportProblems', 'listImportedRegisters', 'cancelRegisterImport'),
  // Of one région: no cell knows the figures of the country.
  ...each(oneCell(inQuery('code', 'territory')), 'getCivilStatistics', 'getCivilBulletin'),
  ...each(byHeader, 'getDocument', 'revokeDocument'),
  // The code on a document names no place, so that it can be verified by whoever does not know it either.
  verifyDocument: firstWhoKnows,
  verifyFile: firstAsked(codeOfFile),
};
