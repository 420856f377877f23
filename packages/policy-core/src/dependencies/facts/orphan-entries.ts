import { expandedRequirements } from './expanded-requirements.ts';
import { lineEntry, projectNamed } from './line-entry.ts';
import { parsedSide } from './parsed-side.ts';
import type { ReadRequirements } from './requirements-file.ts';
import type { RequirementsPair } from './requirements-pair.ts';
import type { SyncEntry } from './sync-difference.ts';
import { viaComments, type ViaSource } from '../requirements/via-comments.ts';

/**
 * Entries of a compiled lock that nobody asks for: its tool says of each where it comes from, and of these nothing, or
 * that they stand in files which do not name them any more; and the source does not name them.
 */
export function orphanEntries({ source, lock, fileAt }: RequirementsPair): readonly SyncEntry[] {
  const [from, held] = [parsedSide(source), parsedSide(lock)];
  if (from === undefined || held === undefined || !VIA.test(held.text)) return [];
  const { lines, unseen } = expandedRequirements(from, fileAt);
  if (unseen.length > 0) return [];
  // What is there twice is for dependencies/duplicate to report.
  const files = new Set([from.path, ...lines.map(({ file }) => file.path)]);
  const isAllNamed = lines.every(
    ({ line }) => NAMELESS.has(line.entry.kind) || projectNamed(line) !== undefined,
  );
  const stale = isAllNamed ? staleIn(held, files) : NONE;
  const known = new Set([...lines.map(({ line }) => projectNamed(line)), ...annotated(held, stale)]);
  return held.lines.flatMap((line) => {
    const project = projectNamed(line);
    return project === undefined || known.has(project) ? [] : [lineEntry({ file: held, line })];
  });
}

const NAMELESS: ReadonlySet<string> = new Set(['include', 'options']);
const NONE: ReadonlySet<number> = new Set();

/** Of which lines it is said only that they stand in those files. */
function staleIn(held: ReadRequirements, files: ReadonlySet<string>): ReadonlySet<number> {
  const isRead = (one: ViaSource) =>
    one.kind === 'file' &&
    one.as === 'requirements' &&
    [...files].some((path) => path === one.path || path.endsWith(`/${one.path}`));
  const sources = viaComments(held);
  return new Set(sources.flatMap((all, index) => (all.length > 0 && all.every(isRead) ? [index] : [])));
}

function annotated(
  { lines, text }: ReadRequirements,
  stale: ReadonlySet<number>,
): readonly (string | undefined)[] {
  return lines.flatMap((line, index) => {
    const below = lines[index + 1]?.range.start ?? text.length;
    const isSaid = VIA.test(text.slice(line.range.start, below)) && !stale.has(index);
    return isSaid ? [projectNamed(line)] : [];
  });
}

const VIA = /#[ \t]*via(?=[ \t\r\n]|$)/;
