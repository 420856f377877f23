import type { Parsers, ReadingStore } from '@lockkeeper/policy-core';

import type { OpenDocuments } from './overlay.ts';

/**
 * Parsers whose readings of open documents are not cached: their text changes at every key press, and an old one is
 * never read again.
 */
export function cacheOnlySaved(parsers: Parsers, open: OpenDocuments): Parsers {
  const { readings } = parsers;
  return readings === undefined ? parsers : { ...parsers, readings: savedReadings(readings, open) };
}

function savedReadings(readings: ReadingStore, open: OpenDocuments): ReadingStore {
  return {
    get: (key) => readings.get(key),
    set: (key, reading) => {
      // The key of a reading contains the text that was read.
      const isOpen = [...open.values()].some(({ text }) => text !== '' && key.includes(text));
      if (!isOpen) readings.set(key, reading);
    },
  };
}
