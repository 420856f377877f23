import { policySections } from '../../engine/policy-sections.ts';
import { defineFact } from '../../engine/queries/query.ts';
import type { SeenTool } from '../../model/observations.ts';
import { anyMatch } from '../../policy/patterns/line-match.ts';
import type { ForeignSql } from '../analysis/migrations.ts';
import { databaseTextAt } from '../operations/named-database.ts';
import { migrations } from './known-migrations.ts';

/** Migrations under judgement that no rule reads, within the scope of the policy. */
export const foreignSql = defineFact<readonly SeenTool[]>({
  name: 'SQL of other databases',
  compute: (get) => {
    const { scope } = policySections(get, 'scope');
    const governs = scope === undefined ? () => true : anyMatch(scope);
    return foreignSqlTools((get(migrations).foreignSql ?? []).filter(({ path }) => governs(path)));
  },
});

/** Each database once, with the first file as an example. */
export function foreignSqlTools(files: readonly ForeignSql[]): readonly SeenTool[] {
  const found = new Map<string, SeenTool>();
  for (const { path, database } of files) {
    const tool = `SQL for ${databaseTextAt(path, database)}`;
    const before = found.get(tool) ?? { tool, files: 0, example: path };
    found.set(tool, { ...before, files: before.files + 1 });
  }
  return [...found.values()];
}
