import type { Caller, OrganisationCopy } from '@jamaa/kit';
import type { Intake } from '../context.ts';
import type { RegisterCase, RegisterWorld } from '../domain/imports/line.ts';
import type { Register } from './import-lines.ts';

type Of = Pick<Intake, 'platform' | 'territory'>;

const isCommune =
  ({ territory }: Of): RegisterWorld['isCommune'] =>
  (code) =>
    territory.index()?.get(code)?.kind === 'commune';

/** The register of one body, in a file of its own making: its past, told to nobody. */
export const bodyRegister = (intake: Of, body: OrganisationCopy, trial: boolean, caller: Caller): Register => ({
  source: body._id,
  name: body.name,
  world: {
    now: intake.platform.clock.now(),
    body: { id: body._id, territory: body.territory, units: body.units.map((unit) => unit.code) },
    origin: 'direct',
    isCommune: isCommune(intake),
  },
  tellsComplainant: false,
  silent: () => true,
  trial,
  caller,
});

/** The national portal, as a register. */
export const PORTAL = 'chikaya';
/** A case of the portal that is younger is new work; what is older comes from before the connection (our rule, of 2026). */
const NEW_WORK_DAYS = 7;
const DAY_MS = 86_400_000;

/** The national portal: what is filed there today is new work for staff and clocks; the portal itself tells the complainant. */
export function portalRegister(intake: Of, caller: Caller): Register {
  const now = intake.platform.clock.now();
  const isNew = ({ state, receivedAt }: RegisterCase): boolean =>
    state === 'open' && now.getTime() - receivedAt.getTime() <= NEW_WORK_DAYS * DAY_MS;
  return {
    source: PORTAL,
    name: { ar: 'البوابة الوطنية للشكايات', fr: 'portail national Chikaya' },
    world: { now, origin: PORTAL, isCommune: isCommune(intake) },
    tellsComplainant: true,
    silent: (read) => !isNew(read),
    trial: false,
    caller,
  };
}
