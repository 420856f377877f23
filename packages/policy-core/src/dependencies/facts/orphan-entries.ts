import { expandedRequirements } from './expanded-requirements.ts';
import { lineEntry, projectNamed } from './line-entry.ts';
import { parsedSide } from './parsed-side.ts';
import type { ReadRequirements } from './requirements-file.ts';
import type { RequirementsPair } from './requirements-pair.ts';
import type { SyncEntry } from './sync-difference.ts';

/**
 * Entries of a compiled lock that nobody asks for: its tool says of each where it comes from, and of these nothing, and
 * the source does not name them.
 */
export function orphanEntries({ source, lock, fileAt }: RequirementsPair): readonly SyncEntry[] {
  const [from, held] = [parsedSide(source), parsedSide(lock)];
  if (from === undefined || held === undefined || !VIA.test(held.text)) return [];
  const { lines, unseen } = expandedRequirements(from, fileAt);
  if (unseen.length > 0) return [];
  // What is there twice is for dependencies/duplicate to report.
  const known = new Set([...lines.map(({ line }) => projectNamed(line)), ...annotated(held)]);
  return held.lines.flatMap((line) => {
    const project = projectNamed(line);
    return project === undefined || known.has(project) ? [] : [lineEntry({ file: held, line })];
  });
}

function annotated({ lines, text }: ReadRequirements): readonly (string | undefined)[] {
  return lines.flatMap((line, index) => {
    const below = lines[index + 1]?.range.start ?? text.length;
    return VIA.test(text.slice(line.range.start, below)) ? [projectNamed(line)] : [];
  });
}

const VIA = /#[ \t]*via(?=[ \t\r\n]|$)/;
