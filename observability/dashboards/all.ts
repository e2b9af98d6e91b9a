import type { BoardPlan } from './board.ts';
import { broker } from './broker.ts';
import { database } from './database.ts';
import { deadlines } from './deadlines.ts';
import { gateway } from './gateway.ts';
import { intake } from './intake.ts';
import { messaging } from './messaging.ts';
import { services } from './services.ts';

export const boards: readonly BoardPlan[] = [deadlines, intake, gateway, services, messaging, database, broker];
