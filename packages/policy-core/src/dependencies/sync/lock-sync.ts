import { normalizedProject } from '../packaging/project-name.ts';
import { projectNamed } from '../facts/line-entry.ts';
import { parsedSide } from '../facts/parsed-side.ts';
import { comparePair } from '../facts/pair-comparison.ts';
import { requirementsFile, type ReadRequirements } from '../facts/requirements-file.ts';
import type { RequirementsPair } from '../facts/requirements-pair.ts';
import type { SyncDifference } from '../facts/sync-difference.ts';
import { lineChanges, type LockChange } from './line-changes.ts';
import { mirroredLock } from './mirrored-lock.ts';
import type { DependencyPair } from '../../policy/policy.ts';
import { foreignLock, generatedNote, type LockHeader } from '../requirements/lock-header.ts';
import { viaComments } from '../requirements/via-comments.ts';
import { commandText } from '../upgrade/command-text.ts';

/** What it takes to bring a lock to its source without asking any index. */
export type LockSync =
  | { readonly kind: 'in-sync' }
  | {
      readonly kind: 'changes';
      /** Of the lock, whole. */
      readonly text: string;
      readonly isNew: boolean;
      readonly changes: readonly LockChange[];
      /** New entries without hashes in a lock that holds some: pip then refuses to install. */
      readonly unhashed: readonly string[];
    }
  /** A version would have to be guessed: only the tool that made the lock can. */
  | {
      readonly kind: 'recompile';
      readonly differences: readonly SyncDifference[];
      readonly by: Recompilation;
    }
  /** It cannot be told, or not be done; sentences. */
  | { readonly kind: 'stuck'; readonly problem: string };

export function lockSync(judged: RequirementsPair): LockSync {
  const { pair } = judged;
  const problem = problemWith(judged);
  if (problem !== undefined) return stuck(problem);
  const [source, lock] = [parsedSide(judged.source), parsedSide(judged.lock)];
  const differences = judged.comparison()?.differences;
  if (differences?.length === 0) return { kind: 'in-sync' };
  if (pair.sync.mode === 'compiled') {
    return { kind: 'recompile', differences: differences ?? [], by: recompilation(pair, lock?.header) };
  }
  const generated = generatedBy(pair, lock);
  if (generated !== undefined) return stuck(generated);
  if (source === undefined) return stuck(`${pair.source} holds no lines to compare. Use the mode compiled.`);
  return broughtTo(judged, source, lock);
}

/** Why the two cannot be held against each other; `undefined` where they can. */
function problemWith(judged: RequirementsPair): string | undefined {
  const { pair } = judged;
  for (const side of ['source', 'lock'] as const) {
    const file = judged[side];
    if (!file.known) return `${pair[side]} cannot be read: ${file.reason}.`;
    if (file.value.kind === 'unreadable') return `${pair[side]} cannot be read: ${file.value.problem}.`;
    if (side === 'source' && file.value.kind === 'absent') {
      return `${pair.source} does not exist, so there is nothing to bring ${pair.lock} to.`;
    }
  }
  const [unseen] = judged.comparison()?.unseen ?? [];
  return unseen && `${unseen.path} cannot be read: ${unseen.reason}.`;
}

/** What a tool wrote nobody else writes over: pins and hashes that only the tool knows would be gone. */
function generatedBy({ lock: path }: DependencyPair, lock: ReadRequirements | undefined): string | undefined {
  const foreign = foreignLock(path, '');
  if (foreign !== undefined) return `${path} would be ${foreign}, which only its own tool writes.`;
  if (lock === undefined) return undefined;
  if (lock.header !== undefined) {
    return `${path} was written by ${lock.header.tool}. Run that again, or take its header out of the file.`;
  }
  const note = generatedNote(lock.text);
  if (note !== undefined) {
    return `${path} says that a tool wrote it: "${note}". Run that again, or take the line out of the file.`;
  }
  const refused = lock.lines.find(({ entry }) => entry.kind === 'invalid');
  if (refused !== undefined) {
    return `pip refuses ${refused.content} in ${path}, which may be of another form. Fix that line, or delete the file.`;
  }
  if (!holdsNeeded(lock)) return undefined;
  return `${path} says with "# via" that a tool compiled it. Compile it again, and name the mode compiled in the policy.`;
}

/** Whether it says of an entry that another one needs it: only who resolves versions writes that. */
function holdsNeeded(lock: ReadRequirements): boolean {
  const names = lock.lines.map(projectNamed);
  return viaComments(lock).some((sources, index) =>
    sources.some((via) => {
      const needing = via.kind === 'project' ? normalizedProject(via.name) : undefined;
      return needing !== undefined && needing !== names[index] && names.includes(needing);
    }),
  );
}

function stuck(problem: string): LockSync {
  return { kind: 'stuck', problem };
}

/** @param there `undefined`: there is no lock yet */
function broughtTo(
  judged: RequirementsPair,
  source: ReadRequirements,
  there: ReadRequirements | undefined,
): LockSync {
  const { pair, fileAt } = judged;
  const lock = there ?? readText(pair.lock, '');
  const made =
    pair.sync.mode === 'textual'
      ? ({ kind: 'text', text: source.text } as const)
      : mirroredLock({ source, lock, fileAt });
  if (made.kind === 'stuck') return made;
  const after = readText(pair.lock, made.text);
  const left = comparePair({ source, lock: after, fileAt }, pair.sync)?.differences ?? [];
  if (left.length > 0) {
    return stuck(
      `${pair.lock} cannot be brought to ${pair.source}: ${left[0]?.entry.text ?? ''} would still differ. Fix it by hand.`,
    );
  }
  const isHashed = lock.lines.some(({ hashes }) => hashes.length > 0);
  const changes = lineChanges(lock, after, pair.sync.mode);
  return {
    kind: 'changes',
    text: made.text,
    isNew: there === undefined,
    changes,
    unhashed: isHashed
      ? changes.flatMap(({ kind, text, lacksHashes }) => (kind === 'added' && lacksHashes ? [text] : []))
      : [],
  };
}

/** Only a pylock is read otherwise, and that has no lines to change. */
function readText(path: string, text: string): ReadRequirements {
  const file = requirementsFile(path, { kind: 'text', text });
  if (file.kind !== 'read') throw new TypeError(`${path} holds no lines.`);
  return file;
}

/** How a lock is made anew: for people to run, never for us. */
interface Recompilation {
  /** As it could be typed; `undefined` where the lock names none. */
  readonly command: string | undefined;
  /** The folder it was run in, as far as the paths in it tell; empty for the top folder. */
  readonly folder: string;
}

export function recompilation(
  { source, lock }: Pick<DependencyPair, 'source' | 'lock'>,
  header: LockHeader | undefined,
): Recompilation {
  if (header?.command === undefined) return { command: undefined, folder: '' };
  const { output, inputs } = header;
  const folder =
    (output === undefined ? undefined : folderBefore(lock, output)) ??
    inputs.map((input) => folderBefore(source, input)).find((found) => found !== undefined);
  return { command: commandText(header.command), folder: folder ?? '' };
}

/** `backend` for `backend/a.txt` that the command calls `a.txt`. */
function folderBefore(path: string, written: string): string | undefined {
  const plain = written.replaceAll('\\', '/').replace(/^\.\//, '');
  if (path === plain) return '';
  return path.endsWith(`/${plain}`) ? path.slice(0, -plain.length - 1) : undefined;
}
