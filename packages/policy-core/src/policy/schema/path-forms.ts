import { z } from 'zod';

export function identifier() {
  return z.string().regex(/^[a-z][a-z0-9-]*$/, 'Use lower-case letters, digits and -');
}

/** Patterns of names, of branches for instance. */
export function patterns() {
  return z.array(z.string());
}

/** The format tells our own editors what the text stands for; nothing is checked by it, and it is not published. */
export function pathPattern() {
  return z.string().meta({ format: 'path-pattern' });
}

export function pathPatterns() {
  return z.array(pathPattern());
}

/** Where a place that nothing lies at yet is meant. */
export function mayBeEmpty() {
  return z
    .boolean()
    .optional()
    .describe('Whether nothing may lie here yet; else what matches nothing is told. Default: false.');
}

export function filePath() {
  return relativePath(/^(?![/\\])(?![\s\S]*(^|\/)\.{0,2}(\/|$))[^\\]+$/).meta({ format: 'file-path' });
}

/** May end in a slash. */
export function folderPath() {
  return relativePath(/^(?![/\\])(?![\s\S]*(^|\/)(\.\.?(\/|$)|\/))[^\\]+$/).meta({ format: 'folder-path' });
}

/**
 * Git writes each path in one way only: one written in another way would never be found among changes. Line ends
 * would also hide the rest of a path from people and tools that read line by line.
 */
function relativePath(form: RegExp) {
  return z
    .string()
    .regex(form, 'Write a path relative to the repository root, with single / and without . or .. in it')
    .regex(
      // oxlint-disable-next-line no-control-regex -- these are what it keeps out
      /^[^\u0000-\u001f\u007f-\u009f\u2028\u2029]*$/,
      'Write a path without line ends and other control characters',
    );
}
