import { type AuditRow, emptyChain, encodeEvent, type JournalRow, journalRows, newId, nextAuditRow } from '@jamaa/kit';
import { civilRegistryEvents } from '@jamaa/proto/catalog';
import { RegisterOpened } from '@jamaa/proto/civil_registry/v1/events';
import { ActImported } from '@jamaa/proto/civil_registry/v1/imports';
import type { Connection, mongo } from 'mongoose';
import { registerId } from '../domain/identity.ts';
import { openingHash } from '../domain/seal.ts';
import { type Count, figuresOf } from '../domain/statistics/counts.ts';
import { type StatisticsRow, statisticsId, statisticsRows } from '../statistics/rows.ts';
import { type ActRow, actRows, type RegisterRow, registerRows } from '../store/rows.ts';
import type { SeedRegister } from './generate.ts';

export interface Made {
  readonly register: SeedRegister;
  readonly rows: readonly ActRow[];
  readonly counts: readonly Count[];
  /** Without journal and audit trail. */
  readonly bare: boolean;
}

interface When {
  readonly at: Date;
  /** Number of the journal's batch: below every live one, so that the relay never sends it. */
  readonly batch: number;
}

const ACTOR = 'service:seed';

/** Writes whole registers in bulk. `cursor` is the position behind their journal. */
export function writeRegisters(connection: Connection, made: readonly Made[], { at, batch }: When) {
  const journal: JournalRow[] = [];
  const trail: AuditRow[] = [];
  const event = (aggregateType: string, aggregateId: string, encoded: ReturnType<typeof encodeEvent>): string => {
    const _id = newId();
    journal.push({ _id, ...encoded, aggregateType, aggregateId, version: 1, time: at, batch });
    return _id;
  };
  const entry = (aggregateId: string, action: string, facts: AuditRow['facts']) => {
    const row = nextAuditRow(emptyChain, { aggregateId, at, actor: ACTOR, action, facts });
    trail.push(row);
    return { number: row.number, hash: row.hash };
  };
  const acts: ActRow[] = [];
  const registers = made.map(({ register: { key }, rows, bare }): RegisterRow => {
    const _id = registerId(key);
    const opened = RegisterOpened.fromPartial({ ...key, firstNumber: 1 });
    const lastEventId = event('register', _id, encodeEvent(civilRegistryEvents.registerOpened, opened));
    for (const row of rows) acts.push(bare ? { ...row, version: 1 } : withTrail(row));
    const head = rows.at(-1)?.hash ?? openingHash(key, 1);
    const auditHead = entry(_id, 'opened', { firstNumber: 1, head: openingHash(key, 1) });
    const numbers = { firstNumber: 1, lastNumber: rows.length };
    return {
      _id,
      ...key,
      ...numbers,
      state: 'open',
      head,
      openedAt: at,
      imported: true,
      version: 1,
      lastEventId,
      auditHead,
    };
  });
  const statistics = made.map(
    ({ register: { key, territory }, counts }): StatisticsRow => ({
      _id: statisticsId(key, territory),
      ...figuresOf(counts),
    }),
  );
  const options: mongo.BulkWriteOptions = { ordered: false };
  const audit = connection.collection<AuditRow>('audit') as unknown as mongo.Collection<AuditRow>;
  const done = Promise.all([
    journalRows(connection).insertMany(journal, options),
    audit.insertMany(trail, options),
    actRows(connection).insertMany(acts as mongo.OptionalUnlessRequiredId<ActRow>[], options),
    registerRows(connection).insertMany(registers as mongo.OptionalUnlessRequiredId<RegisterRow>[], options),
    statisticsRows(connection).insertMany(statistics as mongo.OptionalUnlessRequiredId<StatisticsRow>[], options),
  ]).then(() => undefined);
  const last =
    journal
      .map(({ _id }) => _id)
      .toSorted()
      .at(-1) ?? '';
  return { done, cursor: last === '' ? '' : `${batch}:${last}` };

  function withTrail(row: ActRow): ActRow {
    const { _id, kind, bureauId, year, number, territory, hash } = row;
    const told = ActImported.fromPartial({ actId: _id, kind, bureauId, year, number, territory, importId: 'seed' });
    const lastEventId = event('act', _id, encodeEvent(civilRegistryEvents.actImported, told));
    return {
      ...row,
      version: 1,
      lastEventId,
      auditHead: entry(_id, 'imported', { version: 1, bureauId, importId: 'seed', hash }),
    };
  }
}
