import { RegisterPage } from '@jamaa/proto/civil_registry/v1/pages';
import type { PageRow } from './rows.ts';

export const pageView = ({ _id, key, acts, sha256, scan, version }: PageRow): RegisterPage => {
  const said = { id: _id, ...key, acts: [...acts], sha256, version };
  if (scan === undefined) return RegisterPage.fromPartial(said);
  const { sha256: sent, size, mediaType, at } = scan;
  return RegisterPage.fromPartial({ ...said, image: { sha256: sent, size, mediaType, receivedAt: at } });
};
