import type { Methods } from '@jamaa/kit';
import type { IntakeServiceServer } from '@jamaa/proto/intake/v1/intake';
import type { Intake } from '../context.ts';
import { confirmContact } from './confirm-contact.ts';
import { countActs } from './count-acts.ts';
import { erase } from './erase.ts';
import { listErasures, reapplyErasures } from './erasures.ts';
import { execute } from './execute.ts';
import { exportData } from './export-data.ts';
import { findSimilar } from './find-similar.ts';
import { get } from './get.ts';
import { getAccess } from './get-access.ts';
import { getContact } from './get-contact.ts';
import { getForm } from './get-form.ts';
import { acceptHandOver, askHandOver, cancelHandOver } from './hand-over/accept.ts';
import { checkTrackingCode, learningTrackingCode } from './hand-over/tracking.ts';
import { cancelImport } from './imports/cancel-import.ts';
import { getByOldReference } from './imports/get-by-old-reference.ts';
import { getImport } from './imports/get-import.ts';
import { importCases } from './imports/import-cases.ts';
import { listImportLines } from './imports/list-import-lines.ts';
import { listImports } from './imports/list-imports.ts';
import { startImport } from './imports/start-import.ts';
import { getImportTemplate } from './imports/template.ts';
import { join } from './join.ts';
import { list } from './list.ts';
import { listCategories } from './list-categories.ts';
import { listHeldAttachments } from './list-held-attachments.ts';
import { listQueues } from './list-queues.ts';
import { listStates } from './list-states.ts';
import { previewReply } from './preview-reply.ts';
import { recoverTrackingCode } from './recover-tracking-code.ts';
import { listReplyTemplates, retireReplyTemplate, saveReplyTemplate } from './reply-templates.ts';
import { requestTrackingRecovery } from './request-tracking-recovery.ts';
import { resetTraining } from './reset-training.ts';
import { revealContact } from './reveal-contact.ts';
import { sendContactCode } from './send-contact-code.ts';
import { submit } from './submit.ts';

export const methods = (intake: Intake): Methods<IntakeServiceServer> => ({
  submit: submit(intake),
  get: learningTrackingCode(intake, get(intake)),
  list: list(intake),
  execute: learningTrackingCode(intake, execute(intake)),
  listCategories: listCategories(),
  listStates: listStates(intake),
  getContact: getContact(intake),
  revealContact: revealContact(intake),
  erase: erase(intake),
  listErasures: listErasures(intake),
  reapplyErasures: reapplyErasures(intake),
  exportData: learningTrackingCode(intake, exportData(intake)),
  getAccess: learningTrackingCode(intake, getAccess(intake)),
  listHeldAttachments: listHeldAttachments(intake),
  countActs: countActs(intake),
  listQueues: listQueues(intake),
  saveReplyTemplate: saveReplyTemplate(intake),
  retireReplyTemplate: retireReplyTemplate(intake),
  listReplyTemplates: listReplyTemplates(intake),
  previewReply: previewReply(intake),
  findSimilar: findSimilar(intake),
  join: join(intake),
  sendContactCode: learningTrackingCode(intake, sendContactCode(intake)),
  confirmContact: learningTrackingCode(intake, confirmContact(intake)),
  requestTrackingRecovery: requestTrackingRecovery(intake),
  recoverTrackingCode: recoverTrackingCode(intake),
  getForm: getForm(intake),
  getByOldReference: getByOldReference(intake),
  importCases: importCases(intake),
  startImport: startImport(intake),
  getImport: getImport(intake),
  listImports: listImports(intake),
  listImportLines: listImportLines(intake),
  cancelImport: cancelImport(intake),
  getImportTemplate: getImportTemplate(),
  resetTraining: resetTraining(intake),
  acceptHandOver: acceptHandOver(intake),
  askHandOver: askHandOver(intake),
  cancelHandOver: cancelHandOver(intake),
  checkTrackingCode: checkTrackingCode(intake),
});
