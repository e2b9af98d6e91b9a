import type { ComplaintEvent } from '../domain/complaint.ts';

/** What the events of a hand-over say beside the snapshot. */
export function handOverExtras(event: ComplaintEvent): Record<string, unknown> {
  switch (event.type) {
    case 'handOverRequested':
      return { transferId: event.id, region: event.region, commune: event.commune };
    case 'handOverRefused':
      return { transferId: event.id, region: event.region, reason: event.reason };
    case 'handedOver':
      return { transferId: event.id, region: event.region, files: event.files };
    case 'handOverDelayed':
    case 'handOverCancelAsked':
    case 'handOverCancelled':
      return { transferId: event.id, region: event.region };
    default:
      return {};
  }
}
