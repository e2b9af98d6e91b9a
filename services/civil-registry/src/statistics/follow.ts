import { type EventHandler, on, type Received } from '@jamaa/kit';
import { civilRegistryEvents } from '@jamaa/proto/catalog';
import type { DeclarationStep } from '@jamaa/proto/civil_registry/v1/events';
import { isActKind } from '../domain/identity.ts';
import { countOpen } from './rows.ts';

/** Declarations that are open are counted behind them, from the registry's own events: two clerks of a bureau never wait for one counter. */
export function followDeclarations(): EventHandler[] {
  const begun = [civilRegistryEvents.preDeclared, civilRegistryEvents.declared];
  const { declarationRegistered, rejected, withdrawn } = civilRegistryEvents;
  const count =
    (by: 1 | -1, when: (event: Received<DeclarationStep>) => boolean) =>
    async (event: Received<DeclarationStep>, { session }: Parameters<Parameters<typeof on>[1]>[1]): Promise<void> => {
      const { kind, bureauId, territory } = event.data;
      if (isActKind(kind) && when(event)) countOpen(session, { kind, bureauId, territory }, by);
    };
  return [
    // One that completes a pre-declaration is the same declaration.
    ...begun.map((type) =>
      on(
        type,
        count(1, ({ version }) => version === 1),
      ),
    ),
    ...[declarationRegistered, rejected, withdrawn].map((type) =>
      on(
        type,
        count(-1, () => true),
      ),
    ),
  ];
}
