import { displayText } from '../model/display-text.ts';
import type { SyncDifference } from '../dependencies/facts/sync-difference.ts';
import type { DependencyPair } from '../policy/policy.ts';
import type { LockSync } from '../dependencies/sync/lock-sync.ts';
import { withoutCredentials } from '../model/without-credentials.ts';
import { paintFor, type Paint } from '../model/ansi.ts';
import { placeText } from './place-text.ts';

/** What brings a lock to its source, as lines that go and come, or why nothing here can. */
export function lockSyncText(
  { source, lock, sync: { mode } }: DependencyPair,
  sync: LockSync,
  { colors }: { readonly colors: boolean },
): string {
  const paint = paintFor(colors);
  const [from, to] = [displayText(source), displayText(lock)];
  switch (sync.kind) {
    case 'in-sync':
      return `${paint.good(`${to} is in sync with ${from}`)} (mode ${mode}).\n`;
    case 'stuck':
      return `${paint.error('not brought into sync:')} ${displayText(withoutCredentials(sync.problem))}\n`;
    case 'changes':
      return changesText(sync, { title: `${to} comes to ${from} (mode ${mode}):`, paint });
    case 'recompile':
      return recompileText(sync, {
        title: `${to} is out of sync with ${from} (mode ${mode}). No version is guessed here:`,
        paint,
      });
  }
}

interface Titled {
  readonly title: string;
  readonly paint: Paint;
}

function changesText(
  { changes, unhashed }: Extract<LockSync, { kind: 'changes' }>,
  { title, paint }: Titled,
): string {
  const lines = changes.map(({ kind, text }) =>
    kind === 'added' ? paint.good(`  + ${displayText(text)}`) : paint.error(`  - ${displayText(text)}`),
  );
  const shown = lines.length === 0 ? ['  only comments, blank lines and their order'] : lines;
  return `${[title, ...shown, ...hashNote(unhashed, paint)].join('\n')}\n`;
}

function hashNote(unhashed: readonly string[], paint: Paint): readonly string[] {
  if (unhashed.length === 0) return [];
  const what = unhashed.length === 1 ? '1 of these lines has' : `${unhashed.length} of these lines have`;
  return [
    `${paint.warning('note:')} ${what} no hashes, and the lock holds some: pip then installs none of it. Add them before you install.`,
  ];
}

function recompileText(
  { differences, by }: Extract<LockSync, { kind: 'recompile' }>,
  { title, paint }: Titled,
): string {
  const lines = differences.map(
    (difference) => `  ${displayText(withoutCredentials(differenceText(difference)))}`,
  );
  const where = by.folder === '' ? '' : ` in the folder ${displayText(by.folder)}`;
  const how =
    by.command === undefined
      ? ['The lock does not say which command makes it. Run the one you made it with.']
      : [`Run the command that made it${where}:`, `  ${paint.strong(by.command)}`];
  return `${[title, ...lines, ...how].join('\n')}\n`;
}

function differenceText(difference: SyncDifference): string {
  const { entry } = difference;
  const asked = `${entry.text} (${placeText(entry.file.place(entry.range))})`;
  switch (difference.kind) {
    case 'missing':
      return `${asked} has no pin`;
    case 'unclear':
      return `${asked} cannot be judged, because ${difference.reason}`;
    case 'stale':
      return `${asked} is not asked for`;
    default: {
      const { locked } = difference;
      return `${asked} does not admit ${locked.text} (${placeText(locked.file.place(locked.range))})`;
    }
  }
}
