import type { Version } from './version.ts';
import { cursorOn } from './version-cursor.ts';
import { trimPythonWhiteSpace } from './python-white-space.ts';
import { scanVersion } from './version-scan.ts';

/**
 * Reads any spelling that PEP 440 allows, white space around it included. `undefined` when the text is no
 * version, or when one of its numbers is longer than Python would read.
 */
export function parseVersion(text: string): Version | undefined {
  const cursor = cursorOn(trimPythonWhiteSpace(text));
  const version = scanVersion(cursor);
  return cursor.oversized ? undefined : version;
}
