import { foreignLock } from '../requirements/lock-header.ts';
import { expandedRequirements, type ExpandedLine, type FileAt } from '../facts/expanded-requirements.ts';
import { pinOf } from '../facts/pin.ts';
import type { ReadRequirements } from '../facts/requirements-file.ts';
import { projectOf } from '../facts/sync-difference.ts';
import type { Fix } from '../../model/fix.ts';
import type { DependencyPair } from '../../policy/policy.ts';

/**
 * A first lock, where it has to hold what the source holds and nothing else, and that is pinned whole. What a
 * compiled lock holds only its tool knows.
 */
export function createLock(
  { sync, source: path, lock, terms }: DependencyPair,
  { source, fileAt }: { readonly source: ReadRequirements; readonly fileAt: FileAt },
): readonly Fix[] {
  if (sync.mode === 'compiled' || foreignLock(lock, '') !== undefined) return [];
  const { lines, unseen } = expandedRequirements(source, fileAt);
  const isPinned = ({ line }: ExpandedLine) => {
    const requirement = projectOf(line);
    if (requirement === undefined) return line.entry.kind === 'options';
    return line.variables.length === 0 && pinOf(requirement, terms.pinned.operators) !== undefined;
  };
  // Copied into another folder, a line that names a file would lead elsewhere.
  const leadsAway =
    folderOf(path) !== folderOf(lock) && source.lines.some(({ entry }) => entry.kind === 'include');
  if (sync.mode === 'textual' && leadsAway) return [];
  if (unseen.length > 0 || lines.length === 0 || !lines.every(isPinned)) return [];
  const text = sync.mode === 'textual' ? source.text : lines.map(({ line }) => `${line.content}\n`).join('');
  const start = { line: 0, character: 0 };
  return [
    {
      title: `Create ${lock}`,
      safety: 'needs-review',
      edits: [{ path: lock, start, end: start, text, creates: true }],
    },
  ];
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
