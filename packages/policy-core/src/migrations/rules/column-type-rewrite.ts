import { judgedEffects } from '../effects/judged-effects.ts';
import { openWork, tableWork } from '../effects/table-work.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const columnTypeRewrite = defineRule({
  id: 'migrations/column-type-rewrite',
  summary: 'A column changes its type only where its values stay as they lie there.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  databases: ['postgresql'],
  onlyWith: ['alter-column'],

  options: NO_OPTIONS,

  messages: {
    rewrites:
      'This {takes} until the transaction ends. Add a column of the new type, write to both, fill it in batches, and drop the old one in a later release.',
    indexes:
      'This {takes} until the transaction ends, since the new type puts values in another order. Build indexes of the column again CONCURRENTLY: drop them before, and make them after it.',
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
      if (work.work === 'rewrite') yield { kind: 'violation', messageId: 'rewrites', data, at };
      if (work.work === 'index') yield { kind: 'violation', messageId: 'indexes', data, at };
      if (work.work === 'unknown')
        yield { kind: 'undecided', messageId: 'rewrites', data, ...openWork(judged, operation.table) };
    }
  },
});

const TYPE_WORKS = ['rewrite', 'index', 'unknown'] as const;
