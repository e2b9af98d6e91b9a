import { erasureIndexes, type IndexPlan } from '@jamaa/kit';
import { actCollection } from './acts.ts';
import { handOverCollection, takenOverCollection } from './hand-overs.ts';
import { templateCollection } from './reply-templates.ts';
import { entryCollection } from './search-entries.ts';

const open = { open: true };

/**
 * Lists are led by a visibility token and run along their sort, so that a page costs the same at every size; what people work
 * on (open cases) has partial indexes that do not grow with the archive.
 */
export const indexes: readonly IndexPlan[] = [
  {
    collection: 'complaints',
    indexes: [
      { name: 'reference', key: { reference: 1 }, unique: true },
      { name: 'by-received', key: { visibility: 1, receivedAt: -1, _id: -1 } },
      {
        name: 'open-by-received',
        key: { visibility: 1, receivedAt: -1, _id: -1, open: 1 },
        partialFilterExpression: open,
      },
      { name: 'open-by-due', key: { visibility: 1, dueAt: 1, _id: 1 }, partialFilterExpression: open },
      {
        name: 'by-complainant',
        key: { complainantSubject: 1, receivedAt: -1, _id: -1 },
        partialFilterExpression: { complainantSubject: { $gt: '' } },
      },
      { name: 'retention', key: { anonymiseAt: 1 }, partialFilterExpression: { anonymiseAt: { $gt: new Date(0) } } },
      { name: 'key', key: { 'sealed.key.version': 1 } },
      // What a case holds is asked for by file, before the file may be thrown away.
      { name: 'by-attachment', key: { attachments: 1 }, partialFilterExpression: { attachments: { $gt: '' } } },
      { name: 'open-by-cell', key: { cell: 1, open: 1, receivedAt: -1 }, partialFilterExpression: open },
      {
        name: 'by-lead',
        key: { mergedInto: 1, _id: 1 },
        partialFilterExpression: { mergedInto: { $gt: '' } },
      },
      { name: 'automatic', key: { automaticAt: 1 }, partialFilterExpression: { automaticAt: { $gt: new Date(0) } } },
    ],
  },
  {
    collection: entryCollection,
    indexes: [
      { name: 'by-token', key: { tokens: 1, receivedAt: -1, _id: -1 } },
      { name: 'by-scope', key: { scope: 1, receivedAt: -1, _id: -1 } },
    ],
  },
  { collection: 'search_building', indexes: [] },
  ...erasureIndexes,
  { collection: templateCollection, indexes: [{ name: 'organisation', key: { organisation: 1 } }] },
  { collection: actCollection, indexes: [{ name: 'territory', key: { year: 1, territory: 1 } }] },
  { collection: handOverCollection, indexes: [{ name: 'due', key: { nextAt: 1 } }] },
  { collection: takenOverCollection, indexes: [] },
  { collection: 'conclusions', indexes: [{ name: 'due', key: { nextAt: 1 } }] },
  ...['contact_codes', 'contact_histories'].map((collection) => ({
    collection,
    indexes: [{ name: 'expiry', key: { goneAt: 1 }, expireAfterSeconds: 0 }],
  })),
  {
    collection: 'imports',
    indexes: [
      { name: 'active', key: { active: 1, _id: 1 }, partialFilterExpression: { active: true } },
      { name: 'body', key: { organisation: 1, _id: -1 } },
    ],
  },
  { collection: 'import_packs', indexes: [] },
  { collection: 'imported', indexes: [] },
];
