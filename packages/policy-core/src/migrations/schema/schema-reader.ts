import { beginLog, keptLog, type KeptLogs } from '../../model/kept-logs.ts';
import type { SchemaMoment } from './schema-history.ts';
import type { SchemaLines } from './schema-timelines.ts';
import {
  foldOnto,
  isSameUpgrade,
  newSchemaLog,
  rollBack,
  type SchemaLog,
  type Upgrade,
} from './schema-log.ts';

/** The upgrades of a history, each in its place. */
export interface Upgrades {
  readonly placeOf: (revision: string) => number | undefined;
  readonly at: (place: number) => Upgrade;
}

/** The tables once they are folded up to a moment, which is at that position. */
export interface ReadSchema {
  readonly lines: SchemaLines;
  readonly position: number;
}

/** Folds as far as somebody asks; `undefined` for a revision that is not among the upgrades. */
export type SchemaReader = (moment: SchemaMoment) => ReadSchema | undefined;

/** Goes on with a tape that begins with the same upgrades, where one is known. */
export function schemaReader(upgrades: Upgrades, tapes: KnownLogs): SchemaReader {
  let held: HeldTape | undefined;
  return ({ revision, step }) => {
    const place = upgrades.placeOf(revision);
    if (place === undefined) return undefined;
    held ??= tapeFor(upgrades, tapes);
    // Another history has gone on with it since, and would take off again what is folded now.
    if (held.turns !== held.tape.turns) held = freshTape(tapes);
    foldUpTo(place, held, upgrades);
    const { lines, folded } = held.tape;
    return { lines, position: (folded[place]?.start ?? 0) + step };
  };
}

/** Schemas that were folded before. */
export type KnownLogs = KeptLogs<SchemaLog>;

/** A tape as far as it is known to hold these upgrades. */
interface HeldTape {
  readonly tape: SchemaLog;
  turns: number;
  agreed: number;
}

function tapeFor(upgrades: Upgrades, known: KnownLogs): HeldTape {
  const kept = keptLog(known, {
    agreed: (one) => agreedUpgrades(one, upgrades),
    length: ({ folded }) => folded.length,
  });
  return kept === undefined
    ? freshTape(known)
    : { tape: kept.log, turns: kept.log.turns, agreed: kept.agreed };
}

function freshTape(known: KnownLogs): HeldTape {
  const tape = beginLog(known, newSchemaLog());
  return { tape, turns: tape.turns, agreed: 0 };
}

function agreedUpgrades({ folded }: SchemaLog, upgrades: Upgrades): number {
  const other = folded.findIndex(({ upgrade }, place) => !isSameUpgrade(upgrade, upgrades.at(place)));
  return other === -1 ? folded.length : other;
}

function foldUpTo(place: number, held: HeldTape, upgrades: Upgrades): void {
  const { tape } = held;
  for (; held.agreed <= place; held.agreed += 1) {
    const there = tape.folded[held.agreed];
    const upgrade = upgrades.at(held.agreed);
    if (there !== undefined && isSameUpgrade(there.upgrade, upgrade)) continue;
    rollBack(tape, held.agreed);
    held.turns = tape.turns;
    foldOnto(tape, upgrade);
  }
}
