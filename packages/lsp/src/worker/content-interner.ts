import type { FileContent } from '@lockkeeper/policy-core';

import { createLruCache } from './lru-cache.ts';

/**
 * Returns the object it returned for a file before, as long as the text is the same: whatever is cached by that object
 * is then not computed again at every key press in another file.
 */
export interface ContentInterner {
  intern(place: string, content: FileContent): FileContent;
}

/** More files than belong to a few pairs; what is forgotten is only read anew. */
export const MOST_REMEMBERED = 300;

export function createContentInterner(): ContentInterner {
  const known = createLruCache<FileContent>(MOST_REMEMBERED);
  return {
    intern: (place, content) => {
      const before = known.get(place);
      const kept = before !== undefined && isSame(before, content) ? before : content;
      if (kept.kind === 'text') known.set(place, kept);
      else known.delete(place);
      return kept;
    },
  };
}

function isSame(before: FileContent, now: FileContent): boolean {
  return before.kind === 'text' && now.kind === 'text' && before.text === now.text;
}
