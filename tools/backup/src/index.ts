export { openCell, openOne } from './database.ts';
export { follow } from './follow.ts';
export { readHub } from './reconcile/hub.ts';
export { type Reconciled, reconcile } from './reconcile/reconcile.ts';
export { restore } from './restore/restore.ts';
export { takeBase } from './take-base.ts';
export { verify } from './verify.ts';
