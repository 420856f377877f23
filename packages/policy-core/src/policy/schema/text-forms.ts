import { z } from 'zod';

/**
 * What a text of a policy stands for. It tells our own editors which names and files are meant; nothing is checked by
 * it, and it is not published.
 */
export const FORMATS = [
  'path-pattern',
  'file-path',
  'folder-path',
  'rule-id',
  'waivable-rule-id',
  'preset-name',
  'label-name',
  'grant',
  'branch-kind',
  'dependency-id',
] as const;

type Format = (typeof FORMATS)[number];

/** A text that is called like something else. */
export function named(format: Format) {
  return z.string().meta({ format });
}

export function identifier(format?: Format) {
  return (format === undefined ? z.string() : named(format)).regex(
    /^[a-z][a-z0-9-]*$/,
    'Use lower-case letters, digits and -',
  );
}

/** Patterns of names, of branches for instance. */
export function patterns() {
  return z.array(z.string());
}

export function pathPattern() {
  return named('path-pattern');
}

export function pathPatterns() {
  return z.array(pathPattern());
}

/** Where a place that nothing lies at yet is meant. */
export function mayBeEmpty() {
  return z
    .boolean()
    .optional()
    .describe(
      'Whether nothing may lie here yet; else a pattern without a match is reported. Default: false.',
    );
}

export function filePath() {
  return relativePath('file-path', /^(?![/\\])(?![\s\S]*(^|\/)\.{0,2}(\/|$))[^\\]+$/);
}

/** May end in a slash. */
export function folderPath() {
  return relativePath('folder-path', /^(?![/\\])(?![\s\S]*(^|\/)(\.\.?(\/|$)|\/))[^\\]+$/);
}

/**
 * Git writes each path in one way only: one written in another way would never be found among changes. Line ends
 * would also hide the rest of a path from people and tools that read line by line.
 */
function relativePath(format: Format, form: RegExp) {
  return named(format)
    .regex(form, 'Write a path relative to the repository root, with single / and without . or .. in it')
    .regex(
      // oxlint-disable-next-line no-control-regex -- these are what it keeps out
      /^[^\u0000-\u001f\u007f-\u009f\u2028\u2029]*$/,
      'Write a path without line ends and other control characters',
    );
}
