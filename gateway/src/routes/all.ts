import type { Route } from '../http/route.ts';
import { importAccounts, revokeAccount, whoAmI } from './accounts.ts';
import { attachFiles } from './attachments/attach.ts';
import { downloadAttachment, downloadThumbnail } from './attachments/download.ts';
import { listAttachments } from './attachments/list.ts';
import { appendUpload, createUpload, headUpload } from './attachments/uploads.ts';
import { changeCalendar, getCalendar, listCalendarChanges } from './calendars.ts';
import { listCategories } from './categories.ts';
import { civilRoutes } from './civil/all.ts';
import { civilDocumentRoutes } from './civil-documents/all.ts';
import { getAnswer } from './complaints/answer.ts';
import { getByOldReference } from './complaints/by-old-reference.ts';
import { commandRoutes } from './complaints/commands.ts';
import { confirmContact, recoverTrackingCode, requestTrackingRecovery, sendContactCode } from './complaints/contact.ts';
import { eraseComplaint } from './complaints/erase.ts';
import { getComplaint } from './complaints/get.ts';
import { joinComplaint } from './complaints/join.ts';
import { listComplaints } from './complaints/list.ts';
import { getReceipt } from './complaints/receipt.ts';
import { revealContact } from './complaints/reveal.ts';
import { findSimilarComplaints } from './complaints/similar.ts';
import { submitComplaint } from './complaints/submit.ts';
import { exportCase, exportMine } from './data-export.ts';
import { createDelegation, endDelegation, listDelegations } from './delegations.ts';
import { deletionRegister } from './deletion-register.ts';
import {
  askComplement,
  getBureauOrder,
  handToPost,
  listBureauOrders,
  produceItem,
  rejectItem,
} from './document-orders/bureau.ts';
import {
  answerComplement,
  cancelOrder,
  getOrder,
  getOrderReceipt,
  listOrders,
  placeOrder,
  reviseOrder,
  startPayment,
} from './document-orders/own.ts';
import { paymentReturns, receivePayment } from './document-orders/payments.ts';
import { eraseOrder, exportMyOrders, orderDeletionRegister } from './document-orders/privacy.ts';
import { getTariffs, quoteOrder } from './document-orders/tariffs.ts';
import { getClocks, listEscalations } from './escalations.ts';
import { getForm, printForm } from './forms.ts';
import { cancelImport, getImport, listImportLines, listImports } from './imports/progress.ts';
import { getImportTemplate, startImport } from './imports/start.ts';
import { getInsightsSummary } from './insights.ts';
import { changeSettings, getOrganisation, listOrganisations } from './organisations.ts';
import { addPolicy, listPolicies } from './policies.ts';
import { listQueues } from './queues.ts';
import {
  createReplyTemplate,
  editReplyTemplate,
  listReplyTemplates,
  previewReply,
  retireReplyTemplate,
} from './reply-templates.ts';
import { addContract, listContracts } from './routing/contracts.ts';
import { getRouting } from './routing/explain.ts';
import {
  activateRuleSet,
  createRuleSet,
  editRuleSet,
  getRuleSet,
  listRuleSets,
  validateRuleSet,
  withdrawRuleSet,
} from './routing/rule-sets.ts';
import { acceptSuggestion, dismissSuggestion, listSuggestions } from './routing/suggestions.ts';
import { tryRuleSet } from './routing/trial.ts';
import { countActs } from './supervision.ts';
import { getTerritory, listTerritories, locate } from './territories.ts';
import { resetTraining } from './training.ts';

/** Every endpoint of the platform, in the order of the documentation. */
export const routes: readonly Route[] = [
  submitComplaint,
  findSimilarComplaints,
  joinComplaint,
  getByOldReference,
  getComplaint,
  getReceipt,
  getAnswer,
  listComplaints,
  revealContact,
  eraseComplaint,
  exportCase,
  listQueues,
  previewReply,
  createReplyTemplate,
  listReplyTemplates,
  editReplyTemplate,
  retireReplyTemplate,
  ...commandRoutes,
  createUpload,
  headUpload,
  appendUpload,
  attachFiles,
  listAttachments,
  downloadAttachment,
  downloadThumbnail,
  sendContactCode,
  confirmContact,
  requestTrackingRecovery,
  recoverTrackingCode,
  getImportTemplate,
  startImport,
  getImport,
  listImportLines,
  listImports,
  cancelImport,
  resetTraining,
  getClocks,
  getRouting,
  listEscalations,
  countActs,
  getInsightsSummary,
  getCalendar,
  changeCalendar,
  listCalendarChanges,
  listPolicies,
  addPolicy,
  listCategories,
  printForm,
  getForm,
  listOrganisations,
  getOrganisation,
  changeSettings,
  listTerritories,
  getTerritory,
  locate,
  whoAmI,
  exportMine,
  deletionRegister,
  importAccounts,
  revokeAccount,
  createDelegation,
  listDelegations,
  endDelegation,
  listRuleSets,
  createRuleSet,
  getRuleSet,
  editRuleSet,
  validateRuleSet,
  tryRuleSet,
  activateRuleSet,
  withdrawRuleSet,
  listContracts,
  addContract,
  listSuggestions,
  acceptSuggestion,
  dismissSuggestion,
  ...civilRoutes,
  ...civilDocumentRoutes,
  getTariffs,
  quoteOrder,
  placeOrder,
  listOrders,
  listBureauOrders,
  orderDeletionRegister,
  exportMyOrders,
  eraseOrder,
  getOrder,
  getOrderReceipt,
  reviseOrder,
  cancelOrder,
  startPayment,
  answerComplement,
  getBureauOrder,
  produceItem,
  rejectItem,
  askComplement,
  handToPost,
  receivePayment,
  ...paymentReturns,
];
