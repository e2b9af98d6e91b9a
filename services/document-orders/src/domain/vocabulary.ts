/** Documents that can be ordered from afar; a life certificate needs the person to be seen. */
export const documentKinds = ['extract', 'full-copy', 'fiche-individuelle', 'fiche-familiale'] as const;
export type DocumentKind = (typeof documentKinds)[number];

export const actKinds = ['birth', 'death'] as const;
export const relations = ['self', 'child', 'mandate'] as const;
export type Relation = (typeof relations)[number];
export const languages = ['ar', 'fr'] as const;

/** Why a bureau does not make a document. */
export const rejections = ['act-not-found', 'data-wrong', 'not-entitled', 'unreadable-register'] as const;
export type Rejection = (typeof rejections)[number];

export type Stage = 'basket' | 'awaiting-payment' | 'cancelled' | 'expired' | 'paid';
export type ItemState = 'ordered' | 'complement' | 'rejected' | 'produced';

/** What the post tells of a consignment. */
export const postStates = ['on-its-way', 'notice-left', 'delivered', 'returned'] as const;
export type PostState = (typeof postStates)[number];
export type ConsignmentState = 'sent-to-bureau' | 'complement' | 'produced' | 'rejected' | 'handed-to-post' | PostState;

/** States of a consignment in which its bureau finds it in a list. */
export const bureauStates = ['sent-to-bureau', 'complement', 'produced', 'handed-to-post', 'returned'] as const;

/** Why money goes back. The first two are of an order's own money, the others of money that came for nothing. */
export type RefundReason =
  | 'item-rejected'
  | 'complement-unanswered'
  | 'late-payment'
  | 'double-payment'
  | 'amount-differs';
