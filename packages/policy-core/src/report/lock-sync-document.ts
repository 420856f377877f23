import type { SyncDifference } from '../dependencies/facts/sync-difference.ts';
import type { LockSync } from '../dependencies/sync/lock-sync.ts';
import { withoutCredentials } from '../model/without-credentials.ts';
import type { DependencyPair } from '../policy/policy.ts';
import { lines, section, toned, type Document } from './document/document.ts';
import { placeText } from './place-text.ts';

/** What brings a lock to its source, as lines that go and come, or why nothing here can. */
export function lockSyncDocument({ source, lock, sync: { mode } }: DependencyPair, sync: LockSync): Document {
  switch (sync.kind) {
    case 'in-sync':
      return lines([toned('good', `${lock} is in sync with ${source}`), ` (mode ${mode}).`]);
    case 'stuck':
      return lines([toned('error', 'not brought into sync:'), ` ${withoutCredentials(sync.problem)}`]);
    case 'changes':
      return changes(sync, `${lock} comes to ${source} (mode ${mode}):`);
    case 'recompile':
      return recompile(
        sync,
        `${lock} is out of sync with ${source} (mode ${mode}). No version is guessed here:`,
      );
  }
}

function changes(
  { changes: all, unhashed }: Extract<LockSync, { kind: 'changes' }>,
  title: string,
): Document {
  const shown = all.map(({ kind, text }) =>
    kind === 'added' ? toned('good', `+ ${text}`) : toned('error', `- ${text}`),
  );
  return [
    ...section(
      title,
      lines(...(shown.length === 0 ? ['only blank lines, white space and the order of lines'] : shown)),
    ),
    ...hashNote(unhashed),
  ];
}

function hashNote(unhashed: readonly string[]): Document {
  if (unhashed.length === 0) return [];
  const these = unhashed.length === 1 ? '1 of these lines has' : `${unhashed.length} of these lines have`;
  return lines([
    toned('warning', 'note:'),
    ` ${these} no hashes, and the lock holds some: pip then installs none of it. Add them before you install.`,
  ]);
}

function recompile({ differences, by }: Extract<LockSync, { kind: 'recompile' }>, title: string): Document {
  const where = by.folder === '' ? '' : ` in the folder ${by.folder}`;
  return [
    ...section(title, lines(...differences.map((one) => withoutCredentials(differenceText(one))))),
    ...(by.command === undefined
      ? lines('The lock does not say which command makes it. Run the one you made it with.')
      : section(`Run the command that made it${where}:`, [{ kind: 'commands', lines: [by.command] }])),
  ];
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
