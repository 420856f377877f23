import { isLossyTypeChange } from '../analysis/lossy-type-changes.ts';
import { judgedEffects } from '../effects/judged-effects.ts';
import { openWork, tableWork } from '../effects/table-work.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const columnTypeRewrite = defineRule({
  id: 'migrations/column-type-rewrite',
  summary: 'Do not rewrite a table by changing a column type.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  databases: ['postgresql'],
  onlyWith: ['alter-column'],

  options: NO_OPTIONS,

  messages: {
    rewrites:
      'PostgreSQL cannot change this column type without a rewrite. Add a column of the new type, write to both, fill it in batches, and drop the old one in a later release: this {takes}.',
    indexes:
      'The new column type sorts differently, so PostgreSQL rebuilds its indexes. Drop the indexes of the column before, and build them again CONCURRENTLY after it: this {takes}.',
  },

  *check(_get, migration) {
    for (const judged of judgedEffects(migration)) {
      const { operation, at } = judged.step;
      if (operation.kind !== 'alter-column' || operation.type === undefined) continue;
      // What SET NOT NULL reads in the same call is for migrations/set-not-null to tell.
      const work = TYPE_WORKS.map((doing) => tableWork(judged, operation.table, { doing })).find(
        (one) => one !== undefined,
      );
      if (work === undefined) continue;
      const data = { takes: work.takes };
      if (work.work === 'rewrite') {
        // That rule names the rewrite where values do not fit.
        const supersededBy = isLossyTypeChange(migration, judged.step)
          ? 'migrations/narrow-column-type'
          : undefined;
        yield { kind: 'violation', messageId: 'rewrites', data, at, supersededBy };
      }
      if (work.work === 'index') yield { kind: 'violation', messageId: 'indexes', data, at };
      if (work.work === 'unknown')
        yield { kind: 'undecided', messageId: 'rewrites', data, ...openWork(judged, operation.table) };
    }
  },
});

const TYPE_WORKS = ['rewrite', 'index', 'unknown'] as const;
