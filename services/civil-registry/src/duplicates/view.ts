import { Likeness } from '@jamaa/proto/civil_registry/v1/civil_registry';
import type { Content } from '../domain/content-check.ts';
import { compareFields } from './differences.ts';
import type { Candidate } from './find.ts';

/** One that looks like this declaration, side by side; what another bureau keeps is told by the names of its fields only. */
export function likenessView(candidate: Candidate, ours: Content, bureauId: string): Likeness {
  const { otherId, otherType, score, content, state, distinguished } = candidate;
  const { alike, differing } = compareFields(ours, content);
  const told = { otherId, otherType, score, alike, differing, distinguished, state, bureauId: candidate.bureauId };
  const theirs = candidate.bureauId === bureauId ? { content: content as Likeness['content'] } : {};
  return { ...Likeness.fromPartial(told), ...theirs };
}
