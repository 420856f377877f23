import { sqlTokens } from '../../migrations/sql/tokens.ts';
import type { TextRange } from '../../model/text-range.ts';

/** The comments of SQL in a stretch of text. */
export function commentsIn(text: string, { start, end }: TextRange): readonly TextRange[] {
  const found: TextRange[] = [];
  for (const token of sqlTokens(text, start, end)) {
    if (token.kind === 'comment') found.push({ start: token.start, end: token.end });
  }
  return found;
}
