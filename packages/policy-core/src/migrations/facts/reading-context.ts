import { defineFact } from '../../engine/queries/query.ts';
import { observationsInput, parsersInput } from '../../engine/run-inputs.ts';
import { contentOf } from '../../model/content-of.ts';
import type { FileContent } from '../../model/file-content.ts';
import type { Known } from '../../model/known.ts';
import type { Parsers } from '../../parsers/parsers.ts';

/** What it takes to read a file. */
export interface ReadingContext {
  readonly content: (path: string) => Known<FileContent>;
  /** `undefined` when not loaded. */
  readonly parsers: Parsers | undefined;
}

export const readingContext = defineFact<ReadingContext>({
  name: 'reading-context',
  compute: (get) => {
    const seen = get(observationsInput);
    return { content: (path) => contentOf(seen, path), parsers: get(parsersInput) };
  },
});
