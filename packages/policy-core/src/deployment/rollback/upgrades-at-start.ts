import { codeKind, isTestFile } from '../../migrations/ownership/code-kind.ts';
import { readCode } from '../../migrations/ownership/read-code.ts';
import type { Parsers } from '../../parsers/parsers.ts';
import { migrationStarts, startScriptsAmong, type MigrationStart } from '../diagnosis/migration-starts.ts';

/** Something that a release does when it starts: it brings the database up to its own head. */
export interface UpgradeAtStart {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** What the start does where that fails; `unclear`: in a way that is not read here. */
  readonly onFailure: MigrationStart['onFailure'];
}

/** Words of which one stands in every file that upgrades a database when it starts. */
export const UPGRADE_WORDS: readonly string[] = ['upgrade'];

/** Whether a file that holds one of those words is to be read. What tests and CI do is no start. */
export function mayUpgradeAtStart(path: string): boolean {
  const kind = codeKind(path);
  const isRead = kind !== undefined && !['makefile', 'prose', 'sql'].includes(kind);
  return (
    (isRead || startScriptsAmong([path]).length > 0) && !isTestFile(path) && !path.startsWith('.github/')
  );
}

/** Every `alembic upgrade` that runs without being asked for: of start scripts, images, processes and application code. */
export function upgradesAtStart(
  { path, text }: { readonly path: string; readonly text: string },
  parsers: Parsers,
): readonly UpgradeAtStart[] {
  if (startScriptsAmong([path]).length > 0) return migrationStarts(path, text);
  const reading = readCode(path, text, parsers);
  if (reading.kind === 'unreadable')
    return [{ path, line: lineAt(text, reading.start), onFailure: 'unclear' }];
  return reading.places.flatMap((place) => {
    if (place.kind !== 'alembic' || place.onStart === undefined || place.isThrowaway) return [];
    const { verb, isOffline } = place.command;
    return verb === 'upgrade' && !isOffline
      ? [{ path, line: lineAt(text, place.start), onFailure: 'unclear' as const }]
      : [];
  });
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
