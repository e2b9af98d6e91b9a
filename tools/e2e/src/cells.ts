import { until } from '@jamaa/kit/testing';
import { type Answer, type Call, callAt, streetLight, tokenOf } from './index.ts';

/** Where the gateways are: the national one, and each cell's by its code, the hub's as `00`. */
export interface Addresses {
  readonly national: string;
  readonly cells: Readonly<Record<string, string>>;
}

/** A point in each région that has a cell here. */
export const places = {
  '03': { longitude: -4.83, latitude: 33.83 },
  '06': { longitude: -7.59, latitude: 33.57 },
} as const;
export type Region = keyof typeof places;

const counted = [
  ...(['received', 'open', 'dueSoon', 'overdue', 'breached'] as const),
  ...(['answered', 'ended', 'merged', 'withdrawn'] as const),
] as const;
type Counted = Readonly<Record<(typeof counted)[number], number>>;

/** Cells and hub as people meet them. */
export class Country {
  readonly #at: Addresses;

  constructor(at: Addresses) {
    this.#at = at;
  }

  /** One HTTP call to the gateway of a cell, of the hub (`00`), or to the `national` one. */
  async ask(where: string, method: string, path: string, o: Call = {}): Promise<Answer> {
    const address = where === 'national' ? this.#at.national : this.#at.cells[where];
    if (address === undefined) throw new Error(`no gateway of ${where}`);
    return callAt(address, method, path, o);
  }

  /** Files a complaint at a place of a région. @throws when it is not accepted */
  async fileAt(where: string, region: Region): Promise<{ reference: string; trackingCode: string }> {
    const body = { ...streetLight, location: places[region] };
    const answer = await this.ask(where, 'POST', '/v1/complaints', { body });
    if (answer.status !== 201) throw new Error(`not accepted: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** Figures of the country as one platform knows them. */
  async figuresOf(where: string): Promise<Counted> {
    const token = await tokenOf('dgct');
    const { status, body } = await this.ask(where, 'GET', '/v1/insights/summary?territory=country', { token });
    if (status !== 200) throw new Error(`no figures of ${where}: ${status} ${JSON.stringify(body)}`);
    return Object.fromEntries(counted.map((name) => [name, body.total[name]])) as Counted;
  }

  /** Waits until the hub's figures are those of the cells and its own together, with at least so many received. @returns milliseconds */
  async untilEqual(received: number, timeoutMs?: number): Promise<number> {
    const since = Date.now();
    let seen: readonly Counted[] = [];
    const equal = async (): Promise<boolean> => {
      const asked = await Promise.allSettled(['00', '03', '06'].map((where) => this.figuresOf(where)));
      // One that has just come back may not answer yet.
      seen = asked.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      if (seen.length < asked.length) return false;
      const [hub, ...cells] = seen;
      if (hub === undefined || hub.received < received) return false;
      // The hub counts its own cases among its figures: it has none here.
      return counted.every((name) => hub[name] === cells.reduce((sum, cell) => sum + cell[name], 0));
    };
    try {
      await until('the hub equals its cells', equal, timeoutMs);
    } catch (error) {
      throw new Error(`the hub, 03 and 06 say ${JSON.stringify(seen)}, at least ${received} received`, {
        cause: error,
      });
    }
    return Date.now() - since;
  }
}
