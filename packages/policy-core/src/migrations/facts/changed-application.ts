import { observed } from '../../model/known.ts';
import type { Observations } from '../../model/observations.ts';
import { codeKind, type CodeKind } from '../ownership/code-kind.ts';
import { anyMatch } from '../../policy/patterns/line-match.ts';
import type { MigrationsSection } from '../../policy/policy.ts';
import { applicationFiles } from './application-files.ts';
import { defineFact } from '../../engine/queries/query.ts';
import { policySections } from '../../engine/policy-sections.ts';
import { seenParts } from '../../engine/seen-inputs.ts';

/** Paths of code of the application that the change touches, models aside. */
export const changedApplication = defineFact<readonly string[]>({
  name: 'changed-application',
  compute: (get) =>
    findChangedApplication(policySections(get, 'migrations'), seenParts(get, 'focus', 'change', 'listing')),
});

/**
 * Code of the application that a change touches, also what it deletes; empty where no change is judged, and for an
 * open file that is no part of one. Models are not among it: their migration comes with them.
 */
export function findChangedApplication(
  policy: MigrationsSection,
  { focus, change, listing }: Pick<Observations, 'focus' | 'change' | 'listing'>,
): readonly string[] {
  if ((focus.kind !== 'change' && focus.kind !== 'document') || !change.known) return [];
  const { entries } = change.value;
  if (focus.kind === 'document' && !entries.some(({ path }) => path === focus.path)) return [];
  const isModel = anyMatch(policy.migrations.models);
  // Code that goes away is a change of it like any other.
  const touched = entries.map((entry) => ({ ...entry, status: 'modified' as const }));
  const all = observed({ ...change.value, entries: touched });
  return applicationFiles(policy, { focus: { kind: 'change' }, change: all, listing }).filter(
    (path) => isCode(codeKind(path)) && !isModel(path),
  );
}

/** What runs beside the database. Settings and prose fit any schema. */
function isCode(kind: CodeKind | undefined): boolean {
  return kind === 'python' || kind === 'sql' || kind === 'shell';
}
