import { DocumentProduced, DocumentRevoked } from '../gen/jamaa/civil_registry/v1/documents.ts';
import {
  ActMentioned,
  ActRegistered,
  BureauAdded,
  DeclarationStep,
  RegisterClosed,
  RegisterConfirmed,
  RegisterOpened,
} from '../gen/jamaa/civil_registry/v1/events.ts';
import { ActImported } from '../gen/jamaa/civil_registry/v1/imports.ts';
import { PageImaged, PageIndexed } from '../gen/jamaa/civil_registry/v1/pages.ts';
import { AccountChanged, OrganisationChanged } from '../gen/jamaa/directory/v1/directory.ts';
import {
  OrderCancelled,
  OrderCheckedOut,
  OrderComplementAsked,
  OrderComplemented,
  OrderErased,
  OrderExpired,
  OrderHandedToPost,
  OrderItemProduced,
  OrderItemRejected,
  OrderPaid,
  OrderPlaced,
  OrderProduced,
  OrderRefundDue,
  OrderRefunded,
  OrderRevised,
  OrderSentToBureau,
  OrderTracked,
} from '../gen/jamaa/document_orders/v1/document_orders.ts';
import { TerritoryPublished } from '../gen/jamaa/gis/v1/gis.ts';
import {
  AnswerProposed,
  AnswerReturned,
  AttachmentsAdded,
  ComplaintAcknowledged,
  ComplaintAnonymised,
  ComplaintAnswered,
  ComplaintAssigned,
  ComplaintClosed,
  ComplaintCoReporterJoined,
  ComplaintCoReporterLeft,
  ComplaintDesignated,
  ComplaintDueMoved,
  ComplaintExplained,
  ComplaintHandedOver,
  ComplaintLeadConcluded,
  ComplaintMerged,
  ComplaintNoted,
  ComplaintQualificationRequired,
  ComplaintRated,
  ComplaintReclassified,
  ComplaintRedirected,
  ComplaintRefused,
  ComplaintReleased,
  ComplaintReminded,
  ComplaintReopened,
  ComplaintSubmitted,
  ComplaintTaken,
  ComplaintTransferred,
  ComplaintUnmerged,
  ComplaintWithdrawn,
  ComplementAsked,
  ComplementReceived,
  ContactCodeIssued,
  ExplanationDemanded,
  ExplanationOverdue,
  HandOverCancelAsked,
  HandOverCancelled,
  HandOverDelayed,
  HandOverRefused,
  HandOverRequested,
  InspectionNoted,
} from '../gen/jamaa/intake/v1/events.ts';
import { ComplaintRouted, RuleSetChanged } from '../gen/jamaa/routing/v1/events.ts';
import {
  CalendarChanged,
  ClockBreached,
  ClockEscalated,
  ClockRescheduled,
  ClockWarned,
  PolicyChanged,
} from '../gen/jamaa/sla/v1/sla.ts';

/** Every event on the broker: its CloudEvents type and its message. Publishers and consumers use this one table. */
const event = <T extends string, C>(type: T, codec: C) => ({ type, codec }) as const;

export const intakeEvents = {
  submitted: event('jamaa.intake.complaint.submitted.v1', ComplaintSubmitted),
  acknowledged: event('jamaa.intake.complaint.acknowledged.v1', ComplaintAcknowledged),
  assigned: event('jamaa.intake.complaint.assigned.v1', ComplaintAssigned),
  qualificationRequired: event('jamaa.intake.complaint.qualification-required.v1', ComplaintQualificationRequired),
  reclassified: event('jamaa.intake.complaint.reclassified.v1', ComplaintReclassified),
  taken: event('jamaa.intake.complaint.taken.v1', ComplaintTaken),
  released: event('jamaa.intake.complaint.released.v1', ComplaintReleased),
  complementAsked: event('jamaa.intake.complaint.complement-asked.v1', ComplementAsked),
  attachmentsAdded: event('jamaa.intake.complaint.attachments-added.v1', AttachmentsAdded),
  complementReceived: event('jamaa.intake.complaint.complement-received.v1', ComplementReceived),
  answerProposed: event('jamaa.intake.complaint.answer-proposed.v1', AnswerProposed),
  answerReturned: event('jamaa.intake.complaint.answer-returned.v1', AnswerReturned),
  answered: event('jamaa.intake.complaint.answered.v1', ComplaintAnswered),
  refused: event('jamaa.intake.complaint.refused.v1', ComplaintRefused),
  transferred: event('jamaa.intake.complaint.transferred.v1', ComplaintTransferred),
  redirected: event('jamaa.intake.complaint.redirected.v1', ComplaintRedirected),
  rated: event('jamaa.intake.complaint.rated.v1', ComplaintRated),
  reopened: event('jamaa.intake.complaint.reopened.v1', ComplaintReopened),
  closed: event('jamaa.intake.complaint.closed.v1', ComplaintClosed),
  withdrawn: event('jamaa.intake.complaint.withdrawn.v1', ComplaintWithdrawn),
  merged: event('jamaa.intake.complaint.merged.v1', ComplaintMerged),
  unmerged: event('jamaa.intake.complaint.unmerged.v1', ComplaintUnmerged),
  anonymised: event('jamaa.intake.complaint.anonymised.v1', ComplaintAnonymised),
  noted: event('jamaa.intake.complaint.noted.v1', ComplaintNoted),
  reminded: event('jamaa.intake.complaint.reminded.v1', ComplaintReminded),
  explanationDemanded: event('jamaa.intake.complaint.explanation-demanded.v1', ExplanationDemanded),
  explained: event('jamaa.intake.complaint.explained.v1', ComplaintExplained),
  explanationOverdue: event('jamaa.intake.complaint.explanation-overdue.v1', ExplanationOverdue),
  inspectionNoted: event('jamaa.intake.complaint.inspection-noted.v1', InspectionNoted),
  designated: event('jamaa.intake.complaint.designated.v1', ComplaintDesignated),
  dueMoved: event('jamaa.intake.complaint.due-moved.v1', ComplaintDueMoved),
  coReporterJoined: event('jamaa.intake.complaint.co-reporter-joined.v1', ComplaintCoReporterJoined),
  coReporterLeft: event('jamaa.intake.complaint.co-reporter-left.v1', ComplaintCoReporterLeft),
  leadConcluded: event('jamaa.intake.complaint.lead-concluded.v1', ComplaintLeadConcluded),
  handOverRequested: event('jamaa.intake.complaint.hand-over-requested.v1', HandOverRequested),
  handOverDelayed: event('jamaa.intake.complaint.hand-over-delayed.v1', HandOverDelayed),
  handOverCancelAsked: event('jamaa.intake.complaint.hand-over-cancel-asked.v1', HandOverCancelAsked),
  handOverCancelled: event('jamaa.intake.complaint.hand-over-cancelled.v1', HandOverCancelled),
  handOverRefused: event('jamaa.intake.complaint.hand-over-refused.v1', HandOverRefused),
  handedOver: event('jamaa.intake.complaint.handed-over.v1', ComplaintHandedOver),
} as const;

/** About ways to reach a complainant: no step of the case itself. */
export const contactEvents = {
  codeIssued: event('jamaa.intake.contact.code-issued.v1', ContactCodeIssued),
} as const;

export const routingEvents = {
  routed: event('jamaa.routing.complaint.routed.v1', ComplaintRouted),
  ruleSetChanged: event('jamaa.routing.rule-set.changed.v1', RuleSetChanged),
} as const;

export const gisEvents = {
  published: event('jamaa.gis.territory.published.v1', TerritoryPublished),
} as const;

export const directoryEvents = {
  accountChanged: event('jamaa.directory.account.changed.v1', AccountChanged),
  organisationChanged: event('jamaa.directory.organisation.changed.v1', OrganisationChanged),
} as const;

export const slaEvents = {
  warned: event('jamaa.sla.clock.warned.v1', ClockWarned),
  breached: event('jamaa.sla.clock.breached.v1', ClockBreached),
  escalated: event('jamaa.sla.clock.escalated.v1', ClockEscalated),
  rescheduled: event('jamaa.sla.clock.rescheduled.v1', ClockRescheduled),
  calendarChanged: event('jamaa.sla.calendar.changed.v1', CalendarChanged),
  policyChanged: event('jamaa.sla.policy.changed.v1', PolicyChanged),
} as const;

export const civilRegistryEvents = {
  bureauAdded: event('jamaa.civil-registry.bureau.added.v1', BureauAdded),
  registerOpened: event('jamaa.civil-registry.register.opened.v1', RegisterOpened),
  registerClosed: event('jamaa.civil-registry.register.closed.v1', RegisterClosed),
  registerConfirmed: event('jamaa.civil-registry.register.confirmed.v1', RegisterConfirmed),
  preDeclared: event('jamaa.civil-registry.declaration.pre-declared.v1', DeclarationStep),
  declared: event('jamaa.civil-registry.declaration.declared.v1', DeclarationStep),
  reviewed: event('jamaa.civil-registry.declaration.reviewed.v1', DeclarationStep),
  returned: event('jamaa.civil-registry.declaration.returned.v1', DeclarationStep),
  rejected: event('jamaa.civil-registry.declaration.rejected.v1', DeclarationStep),
  withdrawn: event('jamaa.civil-registry.declaration.withdrawn.v1', DeclarationStep),
  distinguished: event('jamaa.civil-registry.declaration.distinguished.v1', DeclarationStep),
  declarationRegistered: event('jamaa.civil-registry.declaration.registered.v1', DeclarationStep),
  actRegistered: event('jamaa.civil-registry.act.registered.v1', ActRegistered),
  actMentioned: event('jamaa.civil-registry.act.mentioned.v1', ActMentioned),
  actImported: event('jamaa.civil-registry.act.imported.v1', ActImported),
  pageIndexed: event('jamaa.civil-registry.page.indexed.v1', PageIndexed),
  pageImaged: event('jamaa.civil-registry.page.imaged.v1', PageImaged),
} as const;

/** Of civil-registry as well: what becomes of the documents made from acts. */
export const civilDocumentEvents = {
  produced: event('jamaa.civil-registry.document.produced.v1', DocumentProduced),
  revoked: event('jamaa.civil-registry.document.revoked.v1', DocumentRevoked),
} as const;

export const documentOrdersEvents = {
  placed: event('jamaa.document-orders.order.placed.v1', OrderPlaced),
  revised: event('jamaa.document-orders.order.revised.v1', OrderRevised),
  checkedOut: event('jamaa.document-orders.order.checked-out.v1', OrderCheckedOut),
  cancelled: event('jamaa.document-orders.order.cancelled.v1', OrderCancelled),
  expired: event('jamaa.document-orders.order.expired.v1', OrderExpired),
  paid: event('jamaa.document-orders.order.paid.v1', OrderPaid),
  sentToBureau: event('jamaa.document-orders.order.sent-to-bureau.v1', OrderSentToBureau),
  complementAsked: event('jamaa.document-orders.order.complement-asked.v1', OrderComplementAsked),
  complemented: event('jamaa.document-orders.order.complemented.v1', OrderComplemented),
  itemRejected: event('jamaa.document-orders.order.item-rejected.v1', OrderItemRejected),
  itemProduced: event('jamaa.document-orders.order.item-produced.v1', OrderItemProduced),
  produced: event('jamaa.document-orders.order.produced.v1', OrderProduced),
  handedToPost: event('jamaa.document-orders.order.handed-to-post.v1', OrderHandedToPost),
  tracked: event('jamaa.document-orders.order.tracked.v1', OrderTracked),
  refundDue: event('jamaa.document-orders.order.refund-due.v1', OrderRefundDue),
  refunded: event('jamaa.document-orders.order.refunded.v1', OrderRefunded),
  erased: event('jamaa.document-orders.order.erased.v1', OrderErased),
} as const;
