import type { CivilDocument } from '@jamaa/proto/civil_registry/v1/documents';
import type { DocumentsDeps } from './deps.ts';
import type { DocumentRow } from './rows.ts';

/** When an act that a document tells of was changed after it was printed; the earliest change there is, `undefined` while all stand. */
export async function replacedAt({ acts }: Pick<DocumentsDeps, 'acts'>, row: DocumentRow): Promise<Date | undefined> {
  const changes = await Promise.all(row.acts.map(({ id, version }) => acts.changedSince(id, version)));
  return changes.filter((at) => at !== undefined).sort((one, other) => one.getTime() - other.getTime())[0];
}

export const stateOf = (row: DocumentRow, replaced: Date | undefined): string => {
  if (row.revoked !== undefined) return 'revoked';
  return replaced === undefined ? 'valid' : 'replaced';
};

export function documentMessage(row: DocumentRow, state: string): CivilDocument {
  const { kind, number, bureauId, language, producedAt, digest, pages, token, version } = row;
  const actId = row.acts[0]?.id ?? '';
  return { id: row._id, kind, number, actId, bureauId, language, producedAt, digest, state, pages, token, version };
}
