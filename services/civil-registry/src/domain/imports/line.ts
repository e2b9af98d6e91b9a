import type { FieldProblem } from '@jamaa/kit';
import type { LocalizedText } from '@jamaa/proto/platform/v1/platform';
import type { Content } from '../content-check.ts';
import type { RegisterKey } from '../identity.ts';
import type { AskedMention } from '../mention.ts';

/** An act of another register as a line tells it, checked. */
export interface ImportedAct {
  readonly key: RegisterKey;
  readonly number: number;
  readonly content: Content;
  /** The identifier the line tells of its person; empty for most old acts. */
  readonly idcs: string;
  readonly officerName: LocalizedText;
  readonly officerCapacity: LocalizedText;
  readonly registeredAt: Date;
  /** Entries of its margin, in their order, with the instant of each. */
  readonly mentions: readonly { readonly asked: AskedMention; readonly recordedAt: Date }[];
}

/** What could be read of a line that is refused: enough to name the act and nothing of what it says. */
export interface Refused {
  readonly key?: RegisterKey | undefined;
  readonly number?: number | undefined;
  readonly problems: readonly Pick<FieldProblem, 'path' | 'code'>[];
}

export const isRefused = <T extends object>(read: T | Refused): read is Refused => 'problems' in read;

export const refused = (code: string, path = 'line'): Refused => ({ problems: [{ path, code }] });
