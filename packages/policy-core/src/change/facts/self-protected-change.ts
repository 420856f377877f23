import type { BothSides } from '../../model/both-sides.ts';
import type { FileContent } from '../../model/file-content.ts';
import { observed, unobserved, type Known } from '../../model/known.ts';
import type { ChangeEntry, Observations } from '../../model/observations.ts';
import { calledFiles, isCalledByPath } from '../../policy/enforcers/called-files.ts';
import { holderOf } from '../../policy/enforcers/held-values.ts';
import type { PatternLine, Policy } from '../../policy/policy.ts';
import { enforcerUnderRelease, listedEnforcer } from './released-enforcers.ts';
import { defineSubjects } from '../../engine/judged-fact.ts';
import { policySections } from '../../engine/policy-sections.ts';
import { contentAfter, contentBefore } from '../../engine/seen-inputs.ts';
import { isFolderNamed, linesOfRunners, linesThatName } from './called-scripts.ts';
import { callingTexts } from './calling-texts.ts';
import { heldChanges, type HeldChange } from './held-changes.ts';
import { seenInFocus } from './judged-change.ts';
import { onlyPinsMoved } from './moved-pins.ts';
import { isByVersionUpdater } from './version-updaters.ts';

/** A change of the policy, or of what enforces it. */
export interface SelfProtectedChange {
  readonly entry: ChangeEntry;
  readonly label: string;
  readonly because: Because;
}

export type Because =
  /** It is protected whole. */
  | { readonly kind: 'path'; readonly pattern: PatternLine }
  /** It holds a value that decides what runs. */
  | { readonly kind: 'value'; readonly change: HeldChange }
  /** A line of a workflow has it run. */
  | { readonly kind: 'called'; readonly line: string }
  /** Nobody can tell whether such a value changed. */
  | { readonly kind: 'unread'; readonly reason: string };

type Policed = Pick<Policy, 'integrity' | 'path' | 'bases'>;

interface SeenOfChange extends Pick<Observations, 'change' | 'focus' | 'pullRequest'>, Partial<BothSides> {
  /** Asked for only where a file may be called by one. */
  readonly callingTexts?: () => Known<readonly string[]> | undefined;
}

export const selfProtectedChanges = defineSubjects<SelfProtectedChange>({
  name: 'self-protected-changes',
  words: 'the change',
  of: 'changed path',
  compute: (get) =>
    findSelfProtectedChanges(policySections(get, 'path', 'bases', 'integrity'), {
      ...get(seenInFocus),
      contentBefore: (path) => get(contentBefore, path),
      contentAfter: (path) => get(contentAfter, path),
      callingTexts: () => get(callingTexts),
    }).map((judged) => ({
      paths: [judged.entry.path],
      ...(judged.because.kind === 'unread' && { unread: judged.because.reason }),
      judged,
    })),
});

/** A change nobody saw is the matter of `policy/diff-incomplete`. */
export function findSelfProtectedChanges(
  policy: Policed,
  seen: SeenOfChange,
): readonly SelfProtectedChange[] {
  const { change, focus } = seen;
  if (!change.known) return [];
  const { label, isByValue } = policy.integrity.selfProtect;
  const find = focus.kind === 'release' ? enforcerUnderRelease(policy, change.value) : listedEnforcer(policy);
  // A release is asked for whole files only: whose approval brought a value, no list of merged paths tells.
  const sight = isByValue && focus.kind !== 'release' ? seen : undefined;
  return change.value.entries.flatMap((entry) => {
    const pattern = find(entry.path);
    const reasons: readonly Because[] =
      pattern !== undefined
        ? [{ kind: 'path', pattern }]
        : sight === undefined
          ? []
          : [...valuesIn(entry, sight), ...callsOf(entry, sight)];
    if (pattern?.isBuiltIn === true && sight !== undefined && movesPinsOnly(entry, sight)) return [];
    return reasons.map((because) => ({ entry, label, because }));
  });
}

/** Versions that a service keeps current, which nobody else pushed to: of what runs, nothing else changed. */
function movesPinsOnly({ path, status, oldMode, newMode }: ChangeEntry, seen: SeenOfChange): boolean {
  if (status !== 'modified' || oldMode !== newMode || !isByVersionUpdater(path, seen)) return false;
  const [before, after] = [textAt(seen.contentBefore, path), textAt(seen.contentAfter, path)];
  if (!before.known || !after.known || before.value === undefined || after.value === undefined) return false;
  return onlyPinsMoved(before.value, after.value);
}

function valuesIn({ path, status }: ChangeEntry, seen: SeenOfChange): readonly Because[] {
  const holder = holderOf(path);
  if (holder === undefined) return [];
  const before = status === 'added' ? observed(undefined) : textAt(seen.contentBefore, path);
  const after = status === 'deleted' ? observed(undefined) : textAt(seen.contentAfter, path);
  if (!before.known || !after.known) {
    const reason = [before, after].flatMap((side) => (side.known ? [] : [side.reason]))[0];
    return [{ kind: 'unread', reason: reason ?? '' }];
  }
  const workflows = seen.callingTexts?.() ?? NO_WORKFLOWS;
  const changes = heldChanges(holder, { path, before: before.value, after: after.value, workflows });
  return changes.known
    ? changes.value.map((change) => ({ kind: 'value', change }))
    : [{ kind: 'unread', reason: changes.reason }];
}

function callsOf({ path }: ChangeEntry, seen: SeenOfChange): readonly Because[] {
  const called = calledFiles(path);
  if (called === undefined && !isCalledByPath(path)) return [];
  // Of any script of a shell it could not be told where nobody looked.
  const texts = seen.callingTexts?.() ?? (called === undefined ? observed([]) : NO_WORKFLOWS);
  if (!texts.known) return [{ kind: 'unread', reason: texts.reason }];
  const [line] =
    called === undefined ? linesThatName(texts.value, path) : linesThatRun(called.runner, path, texts.value);
  return line === undefined ? [] : [{ kind: 'called', line: line.trim() }];
}

function linesThatRun(runner: string, path: string, texts: readonly string[]): readonly string[] {
  return path.includes('/') && !isFolderNamed(path, texts) ? [] : linesOfRunners(texts, [runner]);
}

const NO_WORKFLOWS = unobserved('no workflow was seen');

function textAt(
  content: ((path: string) => Known<FileContent> | undefined) | undefined,
  path: string,
): Known<string | undefined> {
  const found = content?.(path);
  if (found === undefined) return unobserved('its text was not given');
  if (!found.known) return found;
  if (found.value.kind === 'unreadable') return unobserved(found.value.problem);
  return observed(found.value.kind === 'text' ? found.value.text : undefined);
}
