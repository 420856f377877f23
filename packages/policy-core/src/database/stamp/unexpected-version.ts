import { pendingBetween } from '../history-schema.ts';
import { displayText } from '../../model/display-text.ts';
import type { FoundTarget } from './stamp-target.ts';

/** The words that the error is known by. */
export const UNEXPECTED_VERSION = 'Production has unexpected Alembic version';

/** At the revision, or at one that builds on it: what came after the stamp is tracked. */
export function isTrackedFrom(
  { history, revision }: Pick<FoundTarget, 'history' | 'revision'>,
  versions: readonly string[],
): boolean {
  const [version, ...others] = versions;
  if (version === undefined || others.length > 0 || !history.graph.revisions.has(version)) return false;
  return pendingBetween(history.graph, { from: [version], to: [revision] }).length === 0;
}

/** Where it is instead, as a sentence. */
export function unexpectedVersionText(
  versions: readonly string[],
  { history, revision }: Pick<FoundTarget, 'history' | 'revision'>,
): string {
  const at = versions.map(displayText).join(' and ');
  const strangers = versions.filter((version) => !history.graph.revisions.has(version));
  const which =
    strangers.length > 0
      ? `which no migration of the repository has, and not at ${displayText(revision)} or behind it`
      : `and not at ${displayText(revision)} or behind it`;
  return `${UNEXPECTED_VERSION}: it is at ${at}, ${which}.`;
}

/** What to do where a database is tracked, and at another revision than expected; in this order. */
export function unexpectedVersionSteps(variable: string): readonly string[] {
  return [
    'DO NOT force-stamp.',
    'Check migration history: `alembic history`.',
    `Check production version: \`alembic current\` (with \`${variable}\`).`,
    'Investigate why versions diverged: `lockkeeper db audit` shows where production is not what its migrations make.',
    'Manual intervention may be required.',
  ];
}
