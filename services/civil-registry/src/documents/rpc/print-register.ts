import { localDateOf, moroccoPublicCalendar } from '@jamaa/deadlines';
import { AppError, invalidField, type RpcCall } from '@jamaa/kit';
import type { PrintRegisterRequest, PrintRegisterResponse } from '@jamaa/proto/civil_registry/v1/documents';
import type { DocumentsDeps } from '../deps.ts';
import { viewOf } from '../forms/letterhead.ts';
import { registerForm } from '../forms/register.ts';

/** So many acts are one file of some 150 pages, and one and a half seconds of a drawing thread. */
const VOLUME_ACTS = 100;

/**
 * A volume of a register for its archive. A year of a large bureau is printed volume by volume: nothing ever holds it whole. Reading
 * authorises, and stands on the register's audit trail.
 */
export const printRegister =
  (deps: DocumentsDeps) =>
  async (request: PrintRegisterRequest, call: RpcCall): Promise<PrintRegisterResponse> => {
    const { acts: source, press, platform, verifyUrl } = deps;
    const { bureauId, kind, year, volume } = request;
    if (volume < 1) throw invalidField('volume', 'range', 'volumes are counted from 1');
    const { register, bureau, acts } = await source.register({ bureauId, kind, year, volume, size: VOLUME_ACTS }, call);
    const volumes = Math.max(1, Math.ceil((register.lastNumber - register.firstNumber + 1) / VOLUME_ACTS));
    if (volume > volumes) throw new AppError('not-found', `the register has ${volumes} volumes`);
    const at = platform.clock.now();
    const day = localDateOf(at, moroccoPublicCalendar);
    const form = registerForm({ register, acts: acts.map((act) => source.asOf(act, day)), volume, volumes });
    const number = `${bureauId}-${kind}-${year}-${volume}`;
    const view = viewOf(form, { language: 'ar', number, day, bureau, qr: '', token: '', address: verifyUrl });
    const { pdf } = await press.print('register', view, { at, location: bureau.seat.fr });
    return { pdf, volumes, firstNumber: acts[0]?.number ?? 0, lastNumber: acts.at(-1)?.number ?? 0 };
  };
