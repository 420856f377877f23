import type { FileContent } from '@lockkeeper/policy-core';

/**
 * Gives out what it gave for a place before, as long as the text there is the same: what was worked out
 * about a file is then not worked out again for every key that is pressed in another one.
 */
export interface ContentInterner {
  intern(place: string, content: FileContent): FileContent;
}

/** More files than belong to a few pairs; what is forgotten is only read anew. */
export const MOST_REMEMBERED = 300;

export function createContentInterner(): ContentInterner {
  const known = new Map<string, FileContent>();
  return {
    intern: (place, content) => {
      const before = known.get(place);
      const kept = before !== undefined && isSame(before, content) ? before : content;
      // Behind all others: what was not asked for the longest goes first.
      known.delete(place);
      if (kept.kind === 'text') known.set(place, kept);
      const [oldest] = known.keys();
      if (known.size > MOST_REMEMBERED && oldest !== undefined) known.delete(oldest);
      return kept;
    },
  };
}

function isSame(before: FileContent, now: FileContent): boolean {
  return before.kind === 'text' && now.kind === 'text' && before.text === now.text;
}
