import type { Get } from '../../engine/queries/query.ts';
import { parsersInput } from '../../engine/run-inputs.ts';
import { fileContent } from '../../engine/seen-inputs.ts';
import type { FileContent } from '../../model/file-content.ts';
import type { Known } from '../../model/known.ts';
import type { Parsers } from '../../parsers/parsers.ts';

/** What it takes to read a file. */
export interface ReadingContext {
  readonly content: (path: string) => Known<FileContent>;
  /** Asked for only where something is to be parsed: loading them takes a while. `undefined` when not loaded. */
  readonly parsers: () => Parsers | undefined;
}

/** Whoever reads by it rests on the files it reads. */
export function readingContext(get: Get): ReadingContext {
  return { content: (path) => get(fileContent, path), parsers: () => get(parsersInput) };
}
