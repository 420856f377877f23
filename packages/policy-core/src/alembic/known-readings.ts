import type { Parsers } from '../parsers/parsers.ts';
import { readRevision } from './revision.ts';
import type { RevisionModules } from './revision-modules.ts';
import type { RevisionReading } from './revision-reading.ts';

/**
 * What these parsers read before, by text: a key pressed in one revision lets all others be as they are. A reading
 * that may follow imports is another one as soon as one of the modules is.
 */
export function knownReading(parsers: Parsers, text: string, modules?: RevisionModules): RevisionReading {
  const known = readingsOf(parsers);
  const key = modules === undefined ? text : `${text}\0${modules.key}`;
  const reading = known.young.get(key) ?? known.old.get(key) ?? keptReading(parsers, { key, text, modules });
  if (!known.young.has(key)) remember(known, key, reading);
  return reading;
}

interface Asked {
  readonly key: string;
  readonly text: string;
  readonly modules: RevisionModules | undefined;
}

/** Of an earlier run, where the host keeps what was read. */
function keptReading(parsers: Parsers, { key, text, modules }: Asked): RevisionReading {
  const kept = parsers.readings?.get(key);
  if (kept !== undefined) return kept;
  const reading = readRevision(parsers, text, modules);
  parsers.readings?.set(key, reading);
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
