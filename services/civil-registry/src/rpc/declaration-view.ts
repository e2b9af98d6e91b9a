import type { Keyring } from '@jamaa/kit';
import { Declaration as Message } from '@jamaa/proto/civil_registry/v1/civil_registry';
import { type Actor, allowedCommands } from '../domain/declaration.ts';
import { openDeclaration } from '../store/declarations.ts';
import type { DeclarationRow } from '../store/rows.ts';

/** A declaration as somebody sees it, with what they may do with it. */
export function declarationView(keyring: Keyring, row: DeclarationRow, actors: ReadonlySet<Actor>): Message {
  const { distinctions, content, ...said } = openDeclaration(keyring, row);
  return {
    ...Message.fromPartial(said as never),
    content: content as Message['content'],
    distinctions: [...distinctions],
    version: row.version,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    allowedCommands: allowedCommands(row.state, actors),
  };
}
