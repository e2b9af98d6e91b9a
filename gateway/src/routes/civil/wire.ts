import { invalidField } from '@jamaa/kit';
import { BirthContent, DeathContent } from '@jamaa/proto/civil_registry/v1/acts';
import type { z } from 'zod';
import type { birthContent, deathContent } from './people.ts';

interface Contents {
  readonly birth?: z.infer<typeof birthContent> | undefined;
  readonly death?: z.infer<typeof deathContent> | undefined;
}

type Content = { $case: 'birth'; value: BirthContent } | { $case: 'death'; value: DeathContent };

type Told<T extends { fromPartial(value: never): unknown }> = Parameters<T['fromPartial']>[0];

/** What is declared: a birth or a death, one of them. @throws AppError `validation-failed` */
export function contentOf({ birth, death }: Contents): Content {
  if (birth !== undefined && death !== undefined)
    throw invalidField('death', 'contradiction', 'a birth or a death, not both');
  if (birth !== undefined)
    return { $case: 'birth', value: BirthContent.fromPartial(birth as Told<typeof BirthContent>) };
  if (death !== undefined)
    return { $case: 'death', value: DeathContent.fromPartial(death as Told<typeof DeathContent>) };
  throw invalidField('birth', 'required', 'what is declared is missing: birth or death');
}

/** A message as JSON tells it: what is empty is left out, a oneof stands under the name of its case, times are text. */
export function told(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return value.length === 0 ? undefined : Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(told);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([key, inner]): [string, unknown][] => {
    if (key === 'content' && inner !== undefined) {
      const { $case, value: content } = inner as Content;
      return [[$case, told(content)]];
    }
    const said = told(inner);
    return isEmpty(said) ? [] : [[key, said]];
  });
  return Object.fromEntries(entries);
}

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === '' ||
  value === false ||
  (typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0);
