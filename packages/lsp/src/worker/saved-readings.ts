import type { Parsers, ReadingStore } from '@lockkeeper/policy-core';

import type { OpenDocuments } from './overlay.ts';

/**
 * Of what the parsers keep for the next start, all but open documents: what is being typed is another text after each
 * key, and nobody asks for it again.
 */
export function cacheOnlySaved(parsers: Parsers, open: OpenDocuments): Parsers {
  const { readings } = parsers;
  return readings === undefined ? parsers : { ...parsers, readings: savedReadings(readings, open) };
}

function savedReadings(readings: ReadingStore, open: OpenDocuments): ReadingStore {
  return {
    get: (key) => readings.get(key),
    set: (key, reading) => {
      // A reading goes by its text, and by what else decides it.
      const isOpen = [...open.values()].some(({ text }) => text !== '' && key.includes(text));
      if (!isOpen) readings.set(key, reading);
    },
  };
}
