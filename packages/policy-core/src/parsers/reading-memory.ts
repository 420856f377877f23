import type { Parsers } from './parsers.ts';

/** Answers what these parsers read before under this key, and reads where it was not asked for of late. */
export type ReadingMemory<Reading> = (parsers: Parsers, key: string, read: () => Reading) => Reading;

/** What was not asked for while a whole generation grew up is forgotten. */
const GENERATION = 15_000;

export function readingMemory<Reading>(): ReadingMemory<Reading> {
  const byParsers = new WeakMap<Parsers, Generations<Reading>>();
  return (parsers, key, read) => {
    let known = byParsers.get(parsers);
    if (known === undefined) byParsers.set(parsers, (known = { young: new Map(), old: new Map() }));
    const young = known.young.get(key);
    if (young !== undefined) return young;
    const reading = known.old.get(key) ?? read();
    remember(known, key, reading);
    return reading;
  };
}

interface Generations<Reading> {
  young: Map<string, Reading>;
  old: ReadonlyMap<string, Reading>;
}

function remember<Reading>(known: Generations<Reading>, key: string, reading: Reading): void {
  if (known.young.size >= GENERATION) {
    known.old = known.young;
    known.young = new Map();
  }
  known.young.set(key, reading);
}
