/**
 * Rows kept in this process for as long as nothing changed. `fresh` says whether the change counter was seen lately: a cache
 * that cannot know whether it is old is not used, so that a revoked right never outlives the watch.
 */
export interface RowCache<T> {
  get(key: string, load: () => Promise<T | undefined>): Promise<T | undefined>;
  clear(): void;
}

export function createRowCache<T>(fresh: () => boolean, limit = 20_000): RowCache<T> {
  const rows = new Map<string, T | undefined>();
  let generation = 0;
  return {
    async get(key, load) {
      if (fresh() && rows.has(key)) return rows.get(key);
      const started = generation;
      const row = await load();
      // What was read before a change was seen may be the state before it.
      if (started === generation) {
        if (rows.size >= limit) rows.clear();
        rows.set(key, row);
      }
      return row;
    },
    clear() {
      generation += 1;
      rows.clear();
    },
  };
}
