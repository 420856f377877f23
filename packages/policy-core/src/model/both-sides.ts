import type { FileContent } from './file-content.ts';
import type { Known } from './known.ts';

/** What a file holds before a change and after it; `undefined` where nobody looked. */
export interface BothSides {
  readonly contentBefore: (path: string) => Known<FileContent> | undefined;
  readonly contentAfter: (path: string) => Known<FileContent> | undefined;
}
