import { fromProtoEnum, isAppError, type Peer } from '@jamaa/kit';
import type { DirectoryServiceClient } from '@jamaa/proto/directory/v1/directory';
import type { IntakeServiceClient } from '@jamaa/proto/intake/v1/intake';
import { states as known } from '@jamaa/proto/vocabulary';
import { levels } from '../domain/clock.ts';
import type { Confirmed } from '../domain/confirmation.ts';
import type { LineLevel } from '../domain/firing.ts';
import type { HeldReason } from '../telemetry.ts';

/** A peer did not answer: everything due waits, and is tried again. */
export class Held extends Error {
  override readonly name = 'Held';
  readonly reason: HeldReason;

  constructor(reason: HeldReason, cause: unknown) {
    super(`${reason} is out of reach`, { cause });
    this.reason = reason;
  }
}

/** State and version of up to 500 complaints as intake knows them now. @throws Held */
export async function confirm(
  intake: Peer<IntakeServiceClient>,
  ids: readonly string[],
): Promise<Map<string, Confirmed>> {
  try {
    const { states } = await intake.call('listStates', { ids: [...ids] }, 5_000);
    return new Map(
      states.map(({ id, state, version, organisation, unit }) => [
        id,
        { state: fromProtoEnum('COMPLAINT_STATE', state, known), version, organisation, unit },
      ]),
    );
  } catch (error) {
    // A state that this build does not know is no reason to escalate: it waits for a newer build, like a silent intake.
    throw new Held('intake', error);
  }
}

/**
 * The line of supervision of an organisation and unit; `undefined` when directory does not know the organisation. A unit that
 * the organisation does not have (any more) is left out.
 * @throws Held when directory does not answer
 */
export async function supervisionLine(
  directory: Peer<DirectoryServiceClient>,
  organisation: string,
  unit: string,
): Promise<LineLevel[] | undefined> {
  try {
    const line = await directory.call('getSupervisionLine', { organisation, unit }, 5_000);
    return line.levels.flatMap(({ level: name, organisation: of, accountIds }) => {
      const level = levels.find((known) => known === name);
      return level === undefined ? [] : [{ level, organisation: of, accountIds }];
    });
  } catch (error) {
    const code = isAppError(error) ? error.code : undefined;
    if (code === 'validation-failed' && unit !== '') return supervisionLine(directory, organisation, '');
    if (code === 'not-found' || code === 'validation-failed') return undefined;
    throw new Held('directory', error);
  }
}
