import type { Methods } from '@jamaa/kit';
import type { IntakeServiceServer } from '@jamaa/proto/intake/v1/intake';
import type { Intake } from '../context.ts';
import { execute } from './execute.ts';
import { findSimilar } from './find-similar.ts';
import { get } from './get.ts';
import { getContact } from './get-contact.ts';
import { join } from './join.ts';
import { list } from './list.ts';
import { listCategories } from './list-categories.ts';
import { listStates } from './list-states.ts';
import { submit } from './submit.ts';

export const methods = (intake: Intake): Methods<IntakeServiceServer> => ({
  submit: submit(intake),
  get: get(intake),
  list: list(intake),
  execute: execute(intake),
  listCategories: listCategories(),
  listStates: listStates(intake),
  getContact: getContact(intake),
  findSimilar: findSimilar(intake),
  join: join(intake),
});
