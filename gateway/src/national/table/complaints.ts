import { inBody, inPath, inQuery } from '../places.ts';
import { byHeader, each, fanOut, firstWhoKnows, oneCell, referenceData } from '../row.ts';

const ofTheCase = oneCell(inPath('reference', 'reference'));
const when = (text: unknown): number => (typeof text === 'string' ? Date.parse(text) : Number.POSITIVE_INFINITY);

export const complaintRows = {
  submitComplaint: oneCell(inBody('point', 'location'), inBody('code', 'commune')),
  findSimilarComplaints: oneCell(inBody('point', 'location')),
  // Numbers of old registers say nothing of their place that could be relied on.
  getComplaintByOldReference: firstWhoKnows,
  ...each(ofTheCase, 'joinComplaint', 'getComplaint', 'getReceipt', 'getAnswer', 'revealContact', 'eraseComplaint'),
  ...each(ofTheCase, 'exportCaseData', 'previewReply', 'getClocks', 'getRouting'),
  ...each(ofTheCase, 'acknowledge', 'qualify', 'assign', 'take', 'release', 'askComplement', 'complement'),
  ...each(ofTheCase, 'proposeAnswer', 'dispose', 'returnAnswer', 'approve', 'refuse', 'transfer', 'redirect', 'rate'),
  ...each(ofTheCase, 'reopen', 'withdraw', 'merge', 'unmerge', 'note', 'remind', 'demandExplanation', 'explain'),
  // A case that is handed over stays under its reference in its cell, which tells the new one.
  ...each(ofTheCase, 'inspectionNote', 'designate', 'handOver', 'cancelHandOver'),
  ...each(ofTheCase, 'attachFiles', 'listAttachments', 'downloadAttachment', 'downloadThumbnail'),
  ...each(ofTheCase, 'sendContactCode', 'confirmContact'),
  ...each(oneCell(inBody('reference', 'reference')), 'requestTrackingRecovery', 'recoverTrackingCode'),
  listComplaints: fanOut(
    {
      items: 'complaints',
      id: 'reference',
      limit: { usual: 50, most: 200 },
      order: ({ sort, search }) => {
        if (sort === 'due') return { by: ({ dueAt }) => when(dueAt) };
        if (sort === 'received') return { by: ({ receivedAt }) => when(receivedAt) };
        // What is found by words comes best first, by a measure that the answer does not tell: the cells take turns.
        if (sort === undefined && search !== undefined && search !== '') return 'turns';
        return { by: ({ receivedAt }) => -when(receivedAt) };
      },
    },
    inQuery('code', 'territory'),
    inQuery('organisation', 'organisation'),
    inQuery('queue', 'queue'),
  ),
  // Counts of one cell's cases, and the lists they lead to: staff work in one cell at a time.
  listQueues: byHeader,
  createReplyTemplate: oneCell(inBody('organisation', 'organisation')),
  listReplyTemplates: oneCell(inQuery('organisation', 'organisation')),
  ...each(byHeader, 'editReplyTemplate', 'retireReplyTemplate'),
  // A file comes before its complaint; GET /v1/locate tells the cell of its place.
  ...each(byHeader, 'createUpload', 'headUpload', 'appendUpload'),
  getImportTemplate: referenceData(),
  ...each(oneCell(inQuery('organisation', 'organisation')), 'startImport', 'listImports'),
  ...each(byHeader, 'getImport', 'listImportLines', 'cancelImport'),
  resetTraining: byHeader,
};
