import type { SourceFile } from './source-files.ts';

export interface Sizes {
  readonly median: number;
  /** 95 of 100 files are at most this long. */
  readonly p95: number;
  readonly longest: { readonly file: string; readonly lines: number } | undefined;
}

/** Lines of each file, blank ones and comments included: what a reader scrolls through. */
export function sizesOf(files: readonly SourceFile[]): Sizes {
  const sorted = files
    .map(({ file, text }) => ({ file, lines: lineCount(text) }))
    .sort((one, other) => one.lines - other.lines);
  return {
    median: sorted[Math.floor((sorted.length - 1) / 2)]?.lines ?? 0,
    p95: sorted[Math.ceil(sorted.length * 0.95) - 1]?.lines ?? 0,
    longest: sorted.at(-1),
  };
}

export function totalLines(files: readonly SourceFile[]): number {
  return files.reduce((sum, { text }) => sum + lineCount(text), 0);
}

function lineCount(text: string): number {
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}
