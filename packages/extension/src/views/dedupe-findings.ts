import type { ListedFinding } from './finding-rows.ts';

/** A finding with the other places that it names, each as `URI:line:column`. */
export interface FileFinding extends ListedFinding {
  readonly others: readonly string[];
}

/**
 * A finding about several files is underlined in each of them that is open, and is one finding nevertheless: that of
 * the same words about the same places. The first is kept.
 */
export function dedupeFindings(findings: readonly FileFinding[]): readonly ListedFinding[] {
  const known = new Set<string>();
  return findings.flatMap(({ others, ...finding }) => {
    const { rule, message, uri, line, column } = finding;
    const own = `${uri}:${line}:${column}`;
    const places = [...new Set([own, ...others])].toSorted();
    const key = JSON.stringify([rule, message, places]);
    // What names no other place stands where it stands, however often.
    if (others.length > 0 && known.has(key)) return [];
    known.add(key);
    return [finding];
  });
}
