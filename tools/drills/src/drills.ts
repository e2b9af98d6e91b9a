import type { Drill } from './drill.ts';
import { brokerFolder } from './drills/broker-folder.ts';
import { certificateExpiry } from './drills/certificate-expiry.ts';
import { clockSkew } from './drills/clock-skew.ts';
import { diskFull } from './drills/disk-full.ts';
import { hubCut, hubRebuild } from './drills/hub.ts';
import { hubHour } from './drills/hub-hour.ts';
import { poisonMessage } from './drills/poison-message.ts';
import { restoreDrill } from './drills/restore.ts';
import { slowDatabase } from './drills/slow-database.ts';

/** All drills, in the order in which a run has them. */
export const drills: readonly Drill[] = [
  poisonMessage,
  slowDatabase,
  clockSkew,
  diskFull,
  brokerFolder,
  restoreDrill,
  certificateExpiry,
  hubCut,
  hubHour,
  hubRebuild,
];
