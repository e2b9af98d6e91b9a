import type { IndexPlan, MigrationPlan } from '@jamaa/kit';
import { blobCollections } from '../storage/gridfs.ts';
import { fileCollection } from './file-row.ts';
import { pieceCollection } from './pieces.ts';

const dated = (field: string) => ({ [field]: { $gt: new Date(0) } });

export const indexes: readonly IndexPlan[] = [
  {
    collection: fileCollection,
    indexes: [
      { name: 'expiry', key: { expiresAt: 1 }, partialFilterExpression: dated('expiresAt') },
      { name: 'work', key: { workAt: 1 }, partialFilterExpression: dated('workAt') },
      { name: 'by-complaint', key: { complaintId: 1 } },
    ],
  },
  // Found by their _id alone.
  { collection: pieceCollection, indexes: [] },
  // As the GridFS specification has them, so that its driver creates none itself.
  {
    collection: blobCollections.files,
    indexes: [{ name: 'filename_1_uploadDate_1', key: { filename: 1, uploadDate: 1 } }],
  },
  {
    collection: blobCollections.chunks,
    indexes: [{ name: 'files_id_1_n_1', key: { files_id: 1, n: 1 }, unique: true }],
  },
];

/** What the migration step creates for this service. */
export const migrationPlan: MigrationPlan = {
  service: 'attachments',
  indexes,
  consumes: ['intake', 'civil-registry'],
};
