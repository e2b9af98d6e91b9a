import { type Bus, businessTimeStream, businessTimeSubject } from '@jamaa/kit';
import { openBus, type World } from './world.ts';

/** Moves the business time of a suite, as is possible in development. */
export interface MovingTime {
  /** Lets so many more milliseconds pass for every process of the suite. Returns how far ahead it is now. */
  pass(ms: number): Promise<number>;
  close(): Promise<void>;
}

/** Made before the processes start: what they follow must be there. */
export async function movingTime({ suite }: World): Promise<MovingTime> {
  const bus: Bus = openBus(suite);
  const subject = businessTimeSubject(suite.namespace);
  const { manager } = await bus.live();
  await manager.streams.add({
    name: businessTimeStream(suite.namespace),
    subjects: [subject],
    max_msgs_per_subject: 1,
  });
  let ahead = 0;
  return {
    async pass(ms) {
      ahead += ms;
      const { connection } = await bus.live();
      connection.publish(subject, String(ahead));
      await connection.flush();
      return ahead;
    },
    close: () => bus.close(),
  };
}
