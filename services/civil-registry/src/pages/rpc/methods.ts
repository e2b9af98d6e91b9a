import type { Methods } from '@jamaa/kit';
import type { RegisterPagesServiceServer } from '@jamaa/proto/civil_registry/v1/pages';
import type { Deps } from '../../deps.ts';
import { listActPages, listRegisterPages, openPageImage } from './look.ts';
import { putPage } from './put.ts';

export const pageMethods = (deps: Deps): Methods<RegisterPagesServiceServer> => ({
  putPage: putPage(deps),
  listRegisterPages: listRegisterPages(deps),
  listActPages: listActPages(deps),
  openPageImage: openPageImage(deps),
});
