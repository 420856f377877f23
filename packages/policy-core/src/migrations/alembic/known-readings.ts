import type { Parsers } from '../../parsers/parsers.ts';
import { readingMemory } from '../../parsers/reading-memory.ts';
import { readRevision } from './revision.ts';
import type { RevisionModules } from './revision-modules.ts';
import type { RevisionReading } from './revision-reading.ts';

/**
 * What these parsers read before, by text: a key pressed in one revision lets all others be as they are. A reading
 * that may follow imports is another one as soon as one of the modules is.
 */
export function knownReading(parsers: Parsers, text: string, modules?: RevisionModules): RevisionReading {
  const key = modules === undefined ? text : `${text}\0${modules.key}`;
  return remembered(parsers, key, () => keptReading(parsers, { key, text, modules }));
}

/**
 * Takes what an earlier run kept of these texts, for whoever has time before they are judged. What follows imports
 * is left to the judgement, which knows them.
 */
export function recallReadings(parsers: Parsers, texts: readonly string[]): void {
  for (const text of texts) {
    const kept = keptUnder(text, parsers);
    if (kept !== undefined) remembered(parsers, text, () => kept);
  }
}

const remembered = readingMemory<RevisionReading>();

interface Asked {
  readonly key: string;
  readonly text: string;
  readonly modules: RevisionModules | undefined;
}

/** Of an earlier run, where the host keeps what was read. */
function keptReading(parsers: Parsers, { key, text, modules }: Asked): RevisionReading {
  const kept = keptUnder(key, parsers);
  if (kept !== undefined) return kept;
  const reading = readRevision(parsers, text, modules);
  parsers.readings?.set(key, reading);
  return reading;
}

function keptUnder(key: string, { readings }: Parsers): RevisionReading | undefined {
  const kept = readings?.get(key);
  // Sound: of what is kept, only readings of SQL files are of another type.
  return kept?.kind === 'sql' ? undefined : (kept as RevisionReading | undefined);
}
