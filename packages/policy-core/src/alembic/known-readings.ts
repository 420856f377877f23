import type { Parsers } from '../parsers/parsers.ts';
import { readRevision } from './revision.ts';
import type { RevisionReading } from './revision-reading.ts';

/** What these parsers read before, by text: a key pressed in one revision lets all others be as they are. */
export function knownReading(parsers: Parsers, text: string): RevisionReading {
  const known = readingsOf(parsers);
  const reading = known.young.get(text) ?? known.old.get(text) ?? keptReading(parsers, text);
  if (!known.young.has(text)) remember(known, text, reading);
  return reading;
}

/** Of an earlier run, where the host keeps what was read. */
function keptReading(parsers: Parsers, text: string): RevisionReading {
  const kept = parsers.readings?.get(text);
  if (kept !== undefined) return kept;
  const reading = readRevision(parsers, text);
  parsers.readings?.set(text, reading);
  return reading;
}

/** What was not asked for while a whole generation grew up is forgotten. */
const GENERATION = 15_000;

interface Readings {
  young: Map<string, RevisionReading>;
  old: ReadonlyMap<string, RevisionReading>;
}

const byParsers = new WeakMap<Parsers, Readings>();

function readingsOf(parsers: Parsers): Readings {
  const known = byParsers.get(parsers) ?? { young: new Map(), old: new Map() };
  byParsers.set(parsers, known);
  return known;
}

function remember(known: Readings, text: string, reading: RevisionReading): void {
  if (known.young.size >= GENERATION) {
    known.old = known.young;
    known.young = new Map();
  }
  known.young.set(text, reading);
}
