import { directoryCopyIndexes, erasureIndexes, type IndexPlan, type MigrationPlan } from '@jamaa/kit';
import { orderCollection } from './order-row.ts';
import { paymentCollection } from './payments.ts';

const dated = (field: string) => ({ [field]: { $gt: new Date(0) } });

const own: readonly IndexPlan[] = [
  {
    collection: orderCollection,
    indexes: [
      { name: 'reference', key: { reference: 1 }, unique: true },
      { name: 'by-owner', key: { owner: 1, _id: -1 } },
      {
        name: 'tracking',
        key: { 'consignments.trackingNumber': 1 },
        partialFilterExpression: { 'consignments.trackingNumber': { $gt: '' } },
      },
      { name: 'work', key: { work: 1, _id: 1 } },
      { name: 'expiry', key: { expiresAt: 1 }, partialFilterExpression: dated('expiresAt') },
      { name: 'refund', key: { refundAt: 1 }, partialFilterExpression: dated('refundAt') },
      { name: 'complement', key: { complementBy: 1 }, partialFilterExpression: dated('complementBy') },
      { name: 'erase', key: { eraseAt: 1 }, partialFilterExpression: dated('eraseAt') },
      { name: 'key', key: { 'sealed.key.version': 1 } },
    ],
  },
  {
    collection: paymentCollection,
    indexes: [
      { name: 'by-order', key: { orderId: 1 } },
      { name: 'check', key: { checkAt: 1 }, partialFilterExpression: dated('checkAt') },
    ],
  },
  // Found by their _id alone.
  { collection: 'counters', indexes: [] },
  { collection: 'receipts', indexes: [] },
  { collection: 'tracking', indexes: [] },
  { collection: 'unknown_statuses', indexes: [] },
];

export const indexes: readonly IndexPlan[] = [...own, ...erasureIndexes, ...directoryCopyIndexes];

/** What the migration step creates for this service. */
export const migrationPlan: MigrationPlan = { service: 'document-orders', indexes, consumes: ['directory'] };
