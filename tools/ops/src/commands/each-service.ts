import { NotOffered } from '../failure.ts';
import type { Work } from './command.ts';

/** Does it at the service that was named, else at all of the stack that have such a door: there is no list to be forgotten in. */
export async function eachService(
  { options, target }: Pick<Work, 'options' | 'target'>,
  act: (service: string) => Promise<void>,
): Promise<void> {
  if (options.service !== undefined) return act(options.service);
  for (const service of target.services) {
    try {
      await act(service);
    } catch (error) {
      if (!(error instanceof NotOffered)) throw error;
    }
  }
}
