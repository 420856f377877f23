import { codeKind, isTestFile } from '../../migrations/ownership/code-kind.ts';
import { readCode } from '../../migrations/ownership/read-code.ts';
import type { Parsers } from '../../parsers/parsers.ts';
import { migrationStarts, startScriptsAmong, type MigrationStart } from '../diagnosis/migration-starts.ts';

/** Something that a release does when it starts, or may: it brings the database up to its own head. */
export interface UpgradeAtStart {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** What the start does where that fails; `unclear`: in a way that is not read here. */
  readonly onFailure: MigrationStart['onFailure'];
  /** Somebody has to call it, and the start may; left out where it runs without being asked for. */
  readonly isCalled?: true;
}

/** Words of which one stands in every file that upgrades a database when it starts. */
export const UPGRADE_WORDS: readonly string[] = ['upgrade'];

/** Whether a file that holds one of those words is to be read. What tests and CI do is no start. */
export function mayUpgradeAtStart(path: string): boolean {
  const kind = codeKind(path);
  const isRead = kind !== undefined && kind !== 'prose' && kind !== 'sql';
  return (
    (isRead || startScriptsAmong([path]).length > 0) && !isTestFile(path) && !path.startsWith('.github/')
  );
}

/** Every `alembic upgrade` of start scripts, images, processes, code and recipes: a start may call any of them. */
export function upgradesAtStart(
  { path, text }: { readonly path: string; readonly text: string },
  parsers: Parsers,
): readonly UpgradeAtStart[] {
  if (startScriptsAmong([path]).length > 0) return migrationStarts(path, text);
  const reading = readCode(path, text, parsers);
  const at = (start: number) => ({ path, line: lineAt(text, start), onFailure: 'unclear' as const });
  if (reading.kind === 'unreadable') return [{ ...at(reading.start), isCalled: true }];
  return reading.places.flatMap((place) => {
    if (place.kind !== 'alembic' || place.isThrowaway) return [];
    const { verb, isOffline } = place.command;
    if (verb !== 'upgrade' || isOffline) return [];
    return [place.onStart === undefined ? { ...at(place.start), isCalled: true } : at(place.start)];
  });
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
