import type { Act } from '@jamaa/proto/civil_registry/v1/acts';
import { extractForm } from './extract.ts';
import { type BookPage, familyBookForm } from './family-book.ts';
import { type Family, familyForm, individualForm, lifeForm } from './fiches.ts';
import { fullCopyForm } from './full-copy.ts';
import type { DocumentKind, Form } from './view.ts';

export interface Subject {
  readonly kind: DocumentKind;
  /** As it stands on the day of the document. */
  readonly act: Act;
  readonly family: Family;
  readonly seenOn: string;
  readonly number: string;
}

/** What a document of a kind says of an act. */
export function formOf({
  kind,
  act,
  family,
  seenOn,
  number,
}: Subject): Form & { readonly pages?: readonly BookPage[] } {
  switch (kind) {
    case 'extract':
      return extractForm(act, number);
    case 'full-copy':
      return fullCopyForm(act, number);
    case 'fiche-individuelle':
      return individualForm(act, number);
    case 'fiche-familiale':
      return familyForm(act, family, number);
    case 'life-certificate':
      return lifeForm(act, seenOn, number);
    case 'family-book':
      return familyBookForm(act, family, number);
  }
}
