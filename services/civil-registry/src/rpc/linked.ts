import { type AppError, invalidField } from '@jamaa/kit';
import type { DeclareRequest } from '@jamaa/proto/civil_registry/v1/civil_registry';
import type { Deps } from '../deps.ts';
import { type Content, eventDay } from '../domain/content-check.ts';
import { openDeclaration } from '../store/declarations.ts';
import { actRows, declarationRows } from '../store/rows.ts';
import { openAct } from '../store/sealed-act.ts';

/** Linked twins tell of one birth: the same day, the same mother, another place in the order. */
export async function checkTwin(
  { platform, keyring }: Deps,
  { twinOf, id }: Pick<DeclareRequest, 'twinOf' | 'id'>,
  content: Content,
): Promise<void> {
  if (twinOf === '') return;
  const row = await declarationRows(platform.mongo).findOne({ _id: twinOf });
  const other = row === null ? undefined : openDeclaration(keyring, row).content;
  const wrong = (message: string): AppError => invalidField('twinOf', 'contradiction', message);
  if (other === undefined || twinOf === id) throw invalidField('twinOf', 'unknown', 'no such other declaration');
  if (content.$case !== 'birth' || other.$case !== 'birth') throw wrong('only births are linked as twins');
  if (content.value.twinCount < 2) throw wrong('a single child has no twin');
  // Born around midnight, two days may be told.
  const days = Math.abs(Date.parse(eventDay(content)) - Date.parse(eventDay(other))) / 86_400_000;
  if (days > 1) throw wrong('the other was born on another day');
  if (other.value.twinCount > 1 && other.value.twinOrder === content.value.twinOrder)
    throw wrong('the other has the same place in the order');
}

/** The birth act that a death names must be there, and of somebody born that day: the death will stand on it. */
export async function checkBirthAct({ platform, keyring }: Deps, content: Content): Promise<void> {
  const deceased = content.$case === 'death' ? content.value.deceased : undefined;
  if (deceased === undefined || deceased.birthActId === '') return;
  const path = 'death.deceased.birthActId';
  const row = await actRows(platform.mongo).findOne({ _id: deceased.birthActId });
  if (row?.kind !== 'birth') throw invalidField(path, 'unknown', 'no such birth act');
  const act = openAct(keyring, row);
  const born = act.content?.$case === 'birth' ? (act.content.value.child?.birthDate ?? '') : '';
  if (born.startsWith(deceased.birthDate) || deceased.birthDate.startsWith(born)) return;
  throw invalidField(path, 'contradiction', 'is of somebody born on another day');
}
