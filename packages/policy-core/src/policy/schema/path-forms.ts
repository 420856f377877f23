import { z } from 'zod';

export function identifier() {
  return z.string().regex(/^[a-z][a-z0-9-]*$/, 'Use lower-case letters, digits and -');
}

export function patterns() {
  return z.array(z.string());
}

export function filePath() {
  return relativePath(/^(?![/\\])(?!.*(^|\/)\.{0,2}(\/|$))[^\\]+$/);
}

/** May end in a slash. */
export function folderPath() {
  return relativePath(/^(?![/\\])(?!.*(^|\/)(\.\.?(\/|$)|\/))[^\\]+$/);
}

/** Git writes each path in one way only: one written in another way would never be found among changes. */
function relativePath(form: RegExp) {
  return z
    .string()
    .regex(form, 'Write a path relative to the repository root, with single / and without . or .. in it');
}
