import { logicalLineAt } from './logical-lines.ts';
import { nextPhysicalLine, startOfLines, type LineCursor } from './physical-lines.ts';
import { afterSpace } from './python-space.ts';
import { readLine } from './read-line.ts';
import { readPin } from './read-pin.ts';
import type { RequirementsDocument, RequirementsLine } from './requirements-document.ts';

/** Reads a file as pip reads it, to its end: a line that pip refuses says why, and those behind it are read. */
export function parseRequirements(text: string): RequirementsDocument {
  const lines: RequirementsLine[] = [];
  const cursor = startOfLines(text);
  while (nextPhysicalLine(text, cursor)) {
    const line = isEmpty(text, cursor) ? undefined : (readPin(text, cursor) ?? readAny(text, cursor));
    if (line !== undefined) lines.push(line);
  }
  return { text, lines };
}

/** Blank, or a comment, which nothing continues. */
function isEmpty(text: string, { start, end }: LineCursor): boolean {
  const at = afterSpace(text, start, end);
  return at === end || text.charCodeAt(at) === HASH;
}

const HASH = 0x23;

function readAny(text: string, cursor: LineCursor): RequirementsLine | undefined {
  const logical = logicalLineAt(text, cursor);
  return logical && readLine(logical);
}
