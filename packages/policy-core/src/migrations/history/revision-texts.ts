import { type Known, unobserved, observed } from '../../model/known.ts';
import type { FileContent } from '../../model/file-content.ts';
import { withValues } from '../../model/patched-map.ts';

/** Texts by path; what is not there is left out, or `absent`. */
export type RevisionTexts = ReadonlyMap<string, Known<FileContent>>;

/** The texts as they are somewhere else, some of `changed` laid over what is here. */
export function laidOver(
  texts: RevisionTexts,
  paths: readonly string[],
  changed: Readonly<Record<string, Known<FileContent>>>,
): Known<RevisionTexts> {
  const laid: (readonly [string, Known<FileContent>])[] = [];
  for (const path of paths) {
    const content = changed[path];
    if (content === undefined) continue;
    if (!content.known) return unobserved(`the other text of ${path} is not known: ${content.reason}`);
    laid.push([path, content]);
  }
  return observed(withValues(texts, laid));
}
