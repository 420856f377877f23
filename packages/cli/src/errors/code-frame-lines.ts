import type { SourceSpan } from '@lockkeeper/policy-core';
import { codeFrame, linesOf } from '@lockkeeper/policy-core/report';

/** The line a problem is on with what is wrong underlined; empty for a problem of the file as a whole. */
export function codeFrameLines(at: SourceSpan, text: string): string[] {
  const frame = codeFrame(at, linesOf(text), COLUMNS);
  if (frame === undefined) return [];
  const margin = ' '.repeat(frame.lineNumber.length);
  return [`  ${frame.lineNumber} | ${frame.code}`, `  ${margin} | ${frame.indent}${frame.underline}`];
}

const COLUMNS = 100;
