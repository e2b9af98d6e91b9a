import { connectBus, type LiveBus } from '@jamaa/kit';
import { createLogger } from '@jamaa/observability';

export interface Broker {
  readonly url: string;
  readonly user: string;
  readonly password: string;
}

/** Does something at the broker as its administrator. */
export async function atBroker<T>(broker: Broker, act: (live: LiveBus) => Promise<T>): Promise<T> {
  const logger = createLogger({ service: 'drills', cell: '00', level: 'error' });
  const bus = connectBus({ ...broker, name: 'drills', namespace: 'jamaa', cell: '00', logger });
  try {
    return await act(await bus.live(AbortSignal.timeout(30_000)));
  } finally {
    await bus.close();
  }
}
