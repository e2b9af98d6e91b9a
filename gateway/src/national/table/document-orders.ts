import { inBody, inPath, inQuery } from '../places.ts';
import { byHeader, each, fanOut, oneCell, referenceData } from '../row.ts';

const ofTheOrder = oneCell(inPath('order', 'reference'));

export const documentOrderRows = {
  ...each(referenceData(), 'getDocumentTariffs', 'quoteDocumentOrder'),
  // As its reference will have it: the place of the first bureau.
  placeDocumentOrder: oneCell(inBody('bureau', 'items.0.bureauId')),
  listDocumentOrders: fanOut({
    items: 'orders',
    id: 'reference',
    limit: { usual: 20, most: 50 },
    order: () => ({ by: ({ createdAt }) => -Date.parse(String(createdAt)) }),
  }),
  listBureauDocumentOrders: oneCell(inQuery('bureau', 'bureau')),
  documentOrderDeletionRegister: byHeader,
  exportMyDocumentOrders: fanOut({ items: 'orders', pages: 'body' }),
  ...each(ofTheOrder, 'eraseDocumentOrder', 'getDocumentOrder', 'getDocumentOrderReceipt', 'reviseDocumentOrder'),
  ...each(ofTheOrder, 'cancelDocumentOrder', 'payDocumentOrder', 'answerDocumentComplement', 'getBureauDocumentOrder'),
  ...each(ofTheOrder, 'produceOrderedDocument', 'rejectOrderedDocument', 'askDocumentComplement'),
  ...each(ofTheOrder, 'handDocumentsToPost', 'showPaymentReturn', 'returnFromPayment'),
  receiveCmiCallback: oneCell(inBody('payment', 'oid')),
};
