import type { Clock, OrderClock } from './clock.ts';
import { isOpen } from './clock.ts';
import type { Change, Subject } from './decide.ts';
import type { Clocks } from './evolve.ts';

/** What can happen to a consignment of an order, as document-orders tells it. `over`: nothing of it is made. */
export const orderFactTypes = [
  'sent-to-bureau',
  'complement-asked',
  'complemented',
  'over',
  'produced',
  'handed-to-post',
  'arrived',
] as const;

export interface OrderFact {
  readonly type: (typeof orderFactTypes)[number];
  readonly at: Date;
  readonly consignment: Subject;
  readonly abroad: boolean;
}

/** What a fact means for the clocks of its consignment: each step ends one clock and starts the next. Pure. */
export function decideSteps(clocks: Clocks, { type, at, consignment, abroad }: OrderFact): Change[] {
  const start = (kind: OrderClock): Change[] =>
    clocks[kind] === undefined ? [{ type: 'started', kind, at, startedAt: at, complaint: consignment }] : [];
  const end = (kind: OrderClock, outcome: 'met' | 'stopped' = 'met'): Change[] => {
    const clock = clocks[kind];
    return clock !== undefined && isOpen(clock) ? [{ type: 'ended', kind, at, outcome, by: type }] : [];
  };
  const producing = clocks.producing;
  const open = producing !== undefined && isOpen(producing);
  switch (type) {
    case 'sent-to-bureau':
      return start('producing');
    case 'complement-asked':
      return open && !waits(producing) ? [{ type: 'suspended', kind: 'producing', at }] : [];
    case 'complemented':
      return open && waits(producing) ? [{ type: 'resumed', kind: 'producing', at }] : [];
    case 'over':
      return end('producing', 'stopped');
    case 'produced':
      return [...end('producing'), ...start('posting')];
    case 'handed-to-post':
      return [...end('posting'), ...start(abroad ? 'delivering-abroad' : 'delivering')];
    case 'arrived':
      return [...end('delivering'), ...end('delivering-abroad')];
    default:
      return type satisfies never;
  }
}

const waits = (clock: Clock): boolean => clock.pauses.some((pause) => pause.to === undefined);
