import type { Route } from '../../http/route.ts';
import { addMention, getAct, searchActs } from './acts.ts';
import { addBureau, getBureau, listBureaux } from './bureaux.ts';
import { declarationSteps } from './declaration-commands.ts';
import {
  completeDeclaration,
  declare,
  findDuplicates,
  getDeclaration,
  listDeclarations,
  preDeclare,
} from './declarations.ts';
import {
  cancelRegisterImport,
  getRegisterImport,
  getRegisterImportTemplate,
  listImportedRegisters,
  listRegisterImportProblems,
} from './imports/progress.ts';
import { appendRegisterImport, createRegisterImport, startRegisterImport } from './imports/send.ts';
import { getActPageImage, listActPages, listRegisterPages, putRegisterPage } from './pages.ts';
import {
  closeRegister,
  confirmRegister,
  exportRegister,
  getRegister,
  listRegisters,
  openRegister,
  readRegister,
} from './registers.ts';
import { getCivilBulletin, getCivilStatistics } from './statistics.ts';

/** Civil status: bureaux, registers, declarations, acts and their margins. */
export const civilRoutes: readonly Route[] = [
  listBureaux,
  getBureau,
  addBureau,
  listRegisters,
  openRegister,
  getRegister,
  closeRegister,
  confirmRegister,
  readRegister,
  exportRegister,
  preDeclare,
  declare,
  listDeclarations,
  getDeclaration,
  completeDeclaration,
  findDuplicates,
  ...declarationSteps,
  searchActs,
  getAct,
  addMention,
  listActPages,
  getActPageImage,
  listRegisterPages,
  putRegisterPage,
  getRegisterImportTemplate,
  createRegisterImport,
  appendRegisterImport,
  startRegisterImport,
  getRegisterImport,
  listRegisterImportProblems,
  listImportedRegisters,
  cancelRegisterImport,
  getCivilStatistics,
  getCivilBulletin,
];
