import { ImportLine } from '@jamaa/proto/intake/v1/imports';
import type { PortalCase } from '../portal/api.ts';

/** A case of the portal as intake takes over cases. */
export const lineOf = (told: PortalCase): ImportLine =>
  ImportLine.fromPartial({
    reference: told.number,
    kind: told.kind,
    category: told.category,
    received: told.receivedAt,
    state: told.state,
    commune: told.commune,
    description: told.description,
    language: told.language,
    ...told.complainant,
    answer: told.answer,
    answered: told.answeredAt,
  });
