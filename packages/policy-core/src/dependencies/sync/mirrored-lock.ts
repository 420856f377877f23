import type { FileAt } from '../facts/expanded-requirements.ts';
import { comparePair } from '../facts/pair-comparison.ts';
import { requirementsFile, type ReadRequirements } from '../facts/requirements-file.ts';
import { hasUsualLines } from '../fixes/appended-line.ts';
import { observed } from '../../model/known.ts';
import { mirrorEdits } from './mirror-edits.ts';
import { withEdits } from './offset-edit.ts';
import type { MirroredFiles } from './mirrored-files.ts';

export type MirroredLock =
  | { readonly kind: 'text'; readonly text: string }
  /** `problem` is sentences. */
  | { readonly kind: 'stuck'; readonly problem: string };

/**
 * The lock with what its source asks for, and nothing else. Lines that may stay are not touched: their
 * order, comments and hashes are as they were.
 */
export function mirroredLock(files: MirroredFiles): MirroredLock {
  const { source } = files;
  let { lock } = files;
  if (!hasUsualLines(lock)) {
    return stuck(`Lines of ${lock.path} end at characters that no editor shows. Take those out first.`);
  }
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const now = { source, lock, fileAt: withLock(files.fileAt, lock) };
    const comparison = comparePair(now, MIRROR);
    const differences = comparison?.differences ?? [];
    if (differences.length === 0) return { kind: 'text', text: lock.text };
    const planned = mirrorEdits(differences, now);
    if (planned.kind === 'stuck') return planned;
    const text = withEdits(lock.text, planned.edits);
    const next = requirementsFile(lock.path, { kind: 'text', text });
    if (text === lock.text || next.kind !== 'read') break;
    lock = next;
  }
  return stuck(`${lock.path} cannot be brought to ${source.path} line by line. Fix it by hand.`);
}

/** What goes may bring to light what else has to go: copies of it, or what it hid. */
const MOST_ROUNDS = 6;

const MIRROR = { mode: 'mirror', python: undefined, platform: 'linux' } as const;

/** The lock itself may be what somebody brings in. */
function withLock(fileAt: FileAt, lock: ReadRequirements): FileAt {
  return (path) => (path === lock.path ? observed(lock) : fileAt(path));
}

function stuck(problem: string): MirroredLock {
  return { kind: 'stuck', problem };
}
