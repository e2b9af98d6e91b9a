import type { Methods } from '@jamaa/kit';
import type { CivilRegistryServiceServer } from '@jamaa/proto/civil_registry/v1/civil_registry';
import type { Deps } from '../deps.ts';
import { createQueue } from '../registering/queue.ts';
import { registerActs } from '../registering/register-acts.ts';
import { getAct } from './acts.ts';
import { addMention } from './add-mention.ts';
import { addBureau, getBureau, listBureaux } from './bureaux.ts';
import { confirmRegister } from './confirm-register.ts';
import { declare } from './declare.ts';
import { executeDeclaration } from './execute-declaration.ts';
import { preDeclare } from './pre-declare.ts';
import { findDuplicatesOf, getDeclaration, listDeclarations } from './read-declarations.ts';
import { registerAct } from './register-act.ts';
import { closeRegisterOf, getRegister, listRegisters, openRegisterOf, readRegister } from './registers.ts';
import { searchActs } from './search-acts.ts';

export const methods = (deps: Deps): Methods<CivilRegistryServiceServer> => ({
  listBureaux: listBureaux(deps),
  getBureau: getBureau(deps),
  addBureau: addBureau(deps),
  openRegister: openRegisterOf(deps),
  closeRegister: closeRegisterOf(deps),
  confirmRegister: confirmRegister(deps),
  listRegisters: listRegisters(deps),
  getRegister: getRegister(deps),
  readRegister: readRegister(deps),
  preDeclare: preDeclare(deps),
  declare: declare(deps),
  executeDeclaration: executeDeclaration(deps),
  registerAct: registerAct(deps, createQueue(registerActs(deps), deps.telemetry)),
  getDeclaration: getDeclaration(deps),
  listDeclarations: listDeclarations(deps),
  findDuplicates: findDuplicatesOf(deps),
  getAct: getAct(deps),
  searchActs: searchActs(deps),
  addMention: addMention(deps),
});
