export { type Caller, callerKey } from './access/caller.ts';
export {
  acrossCells,
  type CallerSigner,
  type CallerVerifier,
  createCallerSigner,
  createCallerVerifier,
} from './access/caller-token.ts';
export {
  type ActTarget,
  type Grant,
  grantFor,
  inForce,
  isRole,
  type Mandate,
  mayActFor,
  type Role,
  roles,
  wholeCountry,
  withinScope,
} from './access/grants.ts';
export { isTrainingBody, trainingTerritory } from './access/training.ts';
export { auditService } from './audit/audit-service.ts';
export {
  type AuditHead,
  type AuditRow,
  auditHash,
  auditRows,
  emptyChain,
  firstBroken,
  nextAuditRow,
  verifyChain,
  writeAudit,
} from './audit/chain.ts';
export { beginRootsBehind } from './audit/roots.ts';
export type { AuditHeads } from './audit/verify.ts';
export { type Bus, connectBus, inboxPrefix, type LiveBus, lastMessage } from './bus/connect.ts';
export { type Address, domainOf, durableName, HUB, streamName, streamSubjects, subjectOf } from './bus/subjects.ts';
export type { Consumer } from './consumer/consumer.ts';
export { floorRows } from './consumer/floor.ts';
export { deadLetterRows, inboxRows } from './consumer/inbox.ts';
export { passOver } from './consumer/pass-over.ts';
export {
  type Effect,
  type EventHandler,
  type EventType,
  encodeEvent,
  on,
  onAll,
  type Received,
} from './consumer/received.ts';
export { createDirectoryCopy, type DirectoryCopy } from './directory-copy/directory-copy.ts';
export {
  type AccountCopy,
  directoryCopyIndexes,
  type OrganisationCopy,
  organisationCopies,
} from './directory-copy/rows.ts';
export { AppError, type FieldProblem, invalidField, isAppError } from './errors/app-error.ts';
export { type ErrorCode, errorRegistry, isErrorCode } from './errors/registry.ts';
export { type AnswerCodec, eraseAnswers, onceOnly } from './idempotency/idempotency.ts';
export { sealedAnswers } from './idempotency/sealed-answers.ts';
export { type AggregateHead, appendEvents, type EncodedEvent } from './journal/append.ts';
export { type EpochRow, epochIn, epochOf, epochRows, VERSIONS_PER_EPOCH, versionAfter } from './journal/epoch.ts';
export { nextHistoryBatch } from './journal/history.ts';
export { drawReference, noteLostNumbers } from './journal/lost-numbers.ts';
export { bytesOf, replayPage, toJournalEvent } from './journal/replay.ts';
export { findRepublish, requestRepublish } from './journal/republish.ts';
export { markReconciled, raiseEpoch } from './journal/restored.ts';
export { type JournalRow, journalRows } from './journal/rows.ts';
export { ensureIndexes, type IndexPlan, kitIndexes, verifyIndexes } from './migrations/indexes.ts';
export { type MigrationPhase, type MigrationPlan, migrate } from './migrations/migrate.ts';
export { type ReleaseRow, releaseRows } from './migrations/releases.ts';
export type { BackfillStep, ContractStep, ExpandStep, Schema, SchemaStep } from './migrations/steps.ts';
export { schemaOf } from './migrations/steps.ts';
export { type VersionRow, versionRows } from './migrations/versions.ts';
export { connectMongo, pingMongo } from './mongo/connect.ts';
export { onceUnderLease, runUnderLease } from './mongo/lease.ts';
export { createTogether, type Together } from './mongo/together.ts';
export { inTransaction, isDatabaseUnavailable, isDuplicateKey } from './mongo/transaction.ts';
export { type Writes, writesOf } from './mongo/writes.ts';
export { type Cells, cellPeers, cellsSetting, journalOfHub } from './platform/cells.ts';
export { startJob } from './platform/job.ts';
export { namedOperator, operatorsOnly } from './platform/operators.ts';
export { journalOf, type Peer, peer } from './platform/peer.ts';
export { type ConsumeOptions, createPlatform, type Platform } from './platform/platform.ts';
export { type Served, serve } from './platform/serve.ts';
export { pageOfErasures, readersOfErasuresOnly, requestedErasure } from './privacy/by-request.ts';
export {
  appendErasure,
  type ErasureRow,
  erasureIndexes,
  exportedErasure,
  takeBack,
  toldErasure,
} from './privacy/erasures.ts';
export { measureCertificate } from './rpc/certificate-age.ts';
export { createRpcClient, type Rpc, type RpcCallOptions, type RpcClient } from './rpc/client.ts';
export { isUnimplemented } from './rpc/error-metadata.ts';
export { type Methods, type RpcCall, type RpcService, rpcService } from './rpc/server.ts';
export { tlsOf } from './rpc/tls.ts';
export { ConfigError, readConfig, type ServiceEnvironment, serviceEnvironment } from './runtime/config.ts';
export { failpoint } from './runtime/failpoints.ts';
export { newId, nextId } from './runtime/ids.ts';
export { type Running, runProcess } from './runtime/lifecycle.ts';
export { fromProtoEnum, toProtoEnum } from './runtime/proto-enum.ts';
export { attachmentProof } from './sealing/attachment-proof.ts';
export { foldWords } from './sealing/fold.ts';
export { keyService } from './sealing/key-service.ts';
export { type Keyring, openKeyring, type PersonKey, type WrappedKey } from './sealing/keyring.ts';
export { MARK, type Redacted, redact } from './sealing/redact.ts';
export { createTerritoryCopy, type TerritoryCopy, territoryCopyIndexes } from './territory-copy/index.ts';
export { normalEmail, normalPhone } from './text/contact.ts';
export { base32, checkCharacter, makeReference, parseReference } from './text/reference.ts';
export { businessTimeStream, businessTimeSubject } from './time/business-time.ts';
export { type Clock, createClock, type MovableClock } from './time/clock.ts';
export { backoffMs, waitFor } from './time/wait.ts';
export { createWake, type Wake } from './time/wake.ts';
