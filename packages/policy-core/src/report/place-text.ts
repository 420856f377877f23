import { displayText } from '../model/display-text.ts';
import type { SourceSpan } from '../model/source-span.ts';

/** `path:line:column`, counted from 1; only the path where the file as a whole is meant. */
export function placeText(at: SourceSpan): string {
  const { path, start, end } = at;
  const isWholeFile = start.line === 0 && start.character === 0 && end.line === 0 && end.character === 0;
  return isWholeFile ? displayText(path) : `${displayText(path)}:${lineAndColumn(at)}`;
}

export function lineAndColumn({ start }: SourceSpan): string {
  return `${start.line + 1}:${start.character + 1}`;
}
