import type { RpcCall } from '@jamaa/kit';
import type { Act } from '@jamaa/proto/civil_registry/v1/acts';
import type { Register } from '@jamaa/proto/civil_registry/v1/civil_registry';
import type { MatchActRequest } from '@jamaa/proto/civil_registry/v1/documents';
import type { ClientSession } from 'mongoose';
import type { Both } from './words/dates.ts';

/** The bureau whose letterhead a document bears. */
export interface BureauFacts {
  readonly id: string;
  /** Code of the commune or arrondissement; `00` for a consulate. */
  readonly territory: string;
  /** Body of the directory whose staff work there. */
  readonly organisation: string;
  readonly name: Both;
  /** From the top: province or préfecture, commune, arrondissement; empty for a consulate. */
  readonly places: readonly Both[];
  /** Town where its documents are made. */
  readonly seat: Both;
}

/** An act as the registry keeps it, all mentions in the order they were entered. */
export interface FiledAct {
  readonly act: Act;
  readonly bureau: BureauFacts;
}

export interface Print {
  readonly at: Date;
  /** callerKey of who had it made. */
  readonly actor: string;
  readonly documentId: string;
  readonly kind: string;
}

export interface VolumeKey {
  readonly bureauId: string;
  readonly kind: string;
  readonly year: number;
  /** From 1. */
  readonly volume: number;
  /** Acts in a volume. */
  readonly size: number;
}

export interface RegisterVolume {
  readonly register: Register;
  readonly bureau: BureauFacts;
  readonly acts: readonly Act[];
}

/** What documents ask of the core of the registry. */
export interface ActSource {
  find(id: string): Promise<FiledAct | undefined>;
  /** When the act was changed after this version of it; `undefined` while it stands as it did. */
  changedSince(id: string, version: number): Promise<Date | undefined>;
  /** Puts a print on the act's own audit trail, within the transaction. */
  audit(session: ClientSession, actId: string, print: Print): Promise<void>;
  /** Part of a register, for whoever may read it; the reading is on its audit trail. */
  register(key: VolumeKey, call: RpcCall): Promise<RegisterVolume>;
  /** Acts that may be the one somebody describes, at most a few. */
  candidates(request: MatchActRequest): Promise<readonly Act[]>;
  /** The act as copies show it on a day: corrections applied, only the mentions in force, places in words. */
  asOf(act: Act, day: string): Act;
}
