import { isAppError, type Peer } from '@jamaa/kit';
import type { DirectoryServiceClient, Organisation } from '@jamaa/proto/directory/v1/directory';

const KEPT_MS = 300_000;
const MOST = 4_000;

/** Names of organisations, as directory tells them; `undefined` for one it does not know. */
export interface Organisations {
  find(id: string): Promise<Organisation | undefined>;
}

/** Asks directory and remembers for five minutes: a name is in every message and seldom changes. */
export function createOrganisations(directory: Peer<DirectoryServiceClient>, now: () => number): Organisations {
  const known = new Map<string, { organisation: Organisation | undefined; until: number }>();
  return {
    async find(id) {
      if (id === '') return undefined;
      const kept = known.get(id);
      if (kept !== undefined && kept.until > now()) return kept.organisation;
      const organisation = await ask(directory, id);
      if (known.size >= MOST) known.clear();
      known.set(id, { organisation, until: now() + KEPT_MS });
      return organisation;
    },
  };
}

async function ask(directory: Peer<DirectoryServiceClient>, id: string): Promise<Organisation | undefined> {
  try {
    return (await directory.call('getOrganisation', { id })).organisation;
  } catch (error) {
    if (isAppError(error) && error.code === 'not-found') return undefined;
    throw error;
  }
}
