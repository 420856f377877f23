/** Puts a text in the place of a stretch of another; where it starts and ends at one place, in between. */
export interface OffsetEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Stretches must not overlap. What is put in between comes before what begins there, in the order given. */
export function withEdits(text: string, edits: readonly OffsetEdit[]): string {
  const parts: string[] = [];
  let at = 0;
  const inOrder = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  for (const edit of inOrder) {
    parts.push(text.slice(at, edit.start), edit.text);
    at = Math.max(at, edit.end);
  }
  return parts.join('') + text.slice(at);
}
