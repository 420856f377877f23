import { logicalLineAt } from './logical-lines.ts';
import { nextPhysicalLine, startOfLines } from './physical-lines.ts';
import { readLine } from './read-line.ts';
import type { RequirementsDocument, RequirementsLine } from './requirements-document.ts';

/** Reads a file as pip reads it, to its end: a line that pip refuses says why, and those behind it are read. */
export function parseRequirements(text: string): RequirementsDocument {
  const lines: RequirementsLine[] = [];
  const cursor = startOfLines(text);
  while (nextPhysicalLine(text, cursor)) {
    const logical = logicalLineAt(text, cursor);
    if (logical !== undefined) lines.push(readLine(logical));
  }
  return { text, lines };
}
