import { Registry } from 'prom-client';

export type Collector = () => void | Promise<void>;

const COLLECTOR_TIMEOUT_MS = 2_000;

async function bounded(collector: Collector): Promise<void> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('collector timed out')), COLLECTOR_TIMEOUT_MS);
  try {
    await Promise.race([collector(), late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * A registry that runs its collectors before it is read. A collector that throws or takes longer than two
 * seconds is reported and never fails the reading: the other metrics are needed most when something is broken.
 */
export class CollectingRegistry extends Registry {
  readonly #collectors: Collector[] = [];
  readonly #onFailure: () => void;

  constructor(onFailure: () => void) {
    super();
    this.#onFailure = onFailure;
  }

  addCollector(collector: Collector): void {
    this.#collectors.push(collector);
  }

  override async metrics(): Promise<string> {
    await this.#collect();
    return super.metrics();
  }

  override async getMetricsAsJSON(): ReturnType<Registry['getMetricsAsJSON']> {
    await this.#collect();
    return super.getMetricsAsJSON();
  }

  async #collect(): Promise<void> {
    const results = await Promise.allSettled(this.#collectors.map(bounded));
    for (const result of results) if (result.status === 'rejected') this.#onFailure();
  }
}
