import { textContent, type FileContent } from '@lockkeeper/policy-core';

import { decode, encodingOf } from '../../text/text-encoding.ts';

/** More bytes than any text has that is analysed (2 MB of UTF-16 or UTF-8 text), and some. */
export const MAX_FILE_BYTES = 8 * 1024 * 1024;

/** What the bytes of a file say, from whichever side they come. */
export function contentOfBytes(path: string, bytes: Buffer): FileContent {
  const found = encodingOf(path, bytes);
  if ('problem' in found) return unreadable(found.problem);
  const decoded = decode(bytes, found.encoding);
  return 'problem' in decoded ? unreadable(decoded.problem) : textContent(decoded.text);
}

export function tooLarge(bytes: number): FileContent {
  return unreadable(`it has ${(bytes / (1024 * 1024)).toFixed(1)} MB and more than 2 MB is not analysed`);
}

export function unreadable(problem: string): FileContent {
  return { kind: 'unreadable', problem };
}
