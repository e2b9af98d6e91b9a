import type { Methods, Wake } from '@jamaa/kit';
import type { RegisterImportServiceServer } from '@jamaa/proto/civil_registry/v1/imports';
import type { Deps } from '../../deps.ts';
import { template } from '../../domain/imports/columns.ts';
import { appendImport } from './append.ts';
import { createImport } from './create.ts';
import { cancelImport, getImport, listProblems, listRegisters } from './read.ts';
import { startImport } from './start.ts';

export const importMethods = (deps: Deps, wake: Wake): Methods<RegisterImportServiceServer> => ({
  createRegisterImport: createImport(deps),
  appendRegisterImport: appendImport(deps),
  startRegisterImport: startImport(deps, wake),
  getRegisterImport: getImport(deps),
  listRegisterImportProblems: listProblems(deps),
  listImportedRegisters: listRegisters(deps),
  cancelRegisterImport: cancelImport(deps, wake),
  getRegisterImportTemplate: async () => ({ csv: Buffer.from(template(), 'utf8') }),
});
