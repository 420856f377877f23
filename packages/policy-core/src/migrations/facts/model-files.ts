import type { ChangeEntry, Observations } from '../../model/observations.ts';
import { anyMatch } from '../../policy/patterns/line-match.ts';
import type { MigrationsSection } from '../../policy/policy.ts';
import { migrationKind } from './migration-files.ts';

type Seen = Pick<Observations, 'focus' | 'change'>;
export type ModelFile = Pick<ChangeEntry, 'path' | 'status'>;

/** Files of models that the change touches; none where it brings a migration, or nobody can tell. */
export function modelFiles(policy: MigrationsSection, { focus, change }: Seen): readonly ModelFile[] {
  const { models, alembic, sql } = policy.migrations;
  if (models.length === 0 || alembic.length + sql.length === 0) return [];
  // What a release holds was judged change by change when it was merged.
  if (!change.known || (focus.kind !== 'change' && focus.kind !== 'document')) return [];
  const { entries } = change.value;
  const isModel = (path: string) => path.endsWith('.py') && anyMatch(models)(path);
  const touched = focus.kind === 'document' ? withDocument(focus.path, entries) : entries;
  if (focus.kind === 'document' && !isModel(focus.path)) return [];
  const migrates = entries.some(
    ({ path, status }) => status === 'added' && migrationKind(policy, path) !== undefined,
  );
  return migrates ? [] : touched.filter(({ path }) => isModel(path));
}

/** An open document is compared with the base, saved or not; other files may have taken in what it lost. */
function withDocument(path: string, entries: readonly ChangeEntry[]): readonly ModelFile[] {
  const isListed = entries.some((entry) => entry.path === path && entry.status !== 'deleted');
  return isListed
    ? entries
    : [...entries.filter((entry) => entry.path !== path), { path, status: 'modified' }];
}
