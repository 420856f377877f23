import type { SourceFile } from './source-files.ts';

/** Blank ones and comments included: what a reader scrolls through. */
export function linesOf({ text }: SourceFile): number {
  if (text === '') return 0;
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}
