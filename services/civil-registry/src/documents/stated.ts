import { type StatedField, VerifyDocumentResponse } from '@jamaa/proto/civil_registry/v1/documents';
import type { DocumentView, Row } from './forms/view.ts';
import type { Both } from './words/dates.ts';

/** What a paper says, field by field, for whoever compares it with a screen: nothing that is not on it, in its order. */
export function statedFields(
  view: DocumentView & { readonly pages?: readonly { readonly section: { readonly rows: readonly Row[] } }[] },
): StatedField[] {
  const rows = [
    ...view.sections.flatMap(({ rows }) => rows),
    ...(view.pages ?? []).flatMap(({ section }) => section.rows),
  ];
  return [
    { label: LABELS.title, value: said(view.title) },
    {
      label: LABELS.bureau,
      value: said({ ar: view.letterhead.ar.slice(2).join('، '), fr: view.letterhead.fr.slice(2).join(', ') }),
    },
    ...view.identity.map(({ label, value }) => ({ label, value })),
    ...rows.map((row) => ({ label: row.label, value: said(row, row.zgh) })),
    ...view.lists.flatMap(({ title, rows: people }) =>
      people.map((cells) => ({ label: title, value: cells.map((cell) => said(cell)).join('; ') })),
    ),
    ...(view.margin?.entries ?? []).map((entry) => ({
      label: { ar: `${view.margin?.title.ar} ${entry.number}`, fr: `${view.margin?.title.fr} ${entry.number}` },
      value: said(entry),
    })),
    { label: LABELS.made, value: said(view.made) },
  ]
    .filter(({ value }) => value !== '')
    .map(({ label, value }) => ({ label: { ...label, zgh: '' }, value }));
}

const LABELS = {
  title: { ar: 'الوثيقة', fr: 'Document' },
  bureau: { ar: 'المكتب', fr: 'Bureau' },
  made: { ar: 'حرر', fr: 'Délivré' },
} as const satisfies Readonly<Record<string, Both>>;

const said = ({ ar, fr }: Both, zgh = ''): string =>
  [...new Set([ar, fr, zgh])].filter((part) => part !== '').join(' / ');

/** The fields as one blob, to be sealed. */
export const encodeStated = (fields: readonly StatedField[]): Uint8Array =>
  VerifyDocumentResponse.encode(VerifyDocumentResponse.fromPartial({ fields: [...fields] })).finish();

export const decodeStated = (bytes: Uint8Array): StatedField[] => VerifyDocumentResponse.decode(bytes).fields;
