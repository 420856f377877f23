import { effectText } from '../effects/effect-words.ts';
import {
  judgedUtilityStatements,
  type JudgedUtilityStatement,
} from '../effects/judged-utility-statements.ts';
import { isTakenAsNew } from '../analysis/newness/claimed-table.ts';
import { schemaAround } from '../analysis/schema-around.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const attachPartition = defineRule({
  id: 'migrations/attach-partition',
  summary: 'Prove with a CHECK that rows fit before you attach a partition.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  databases: ['postgresql'],
  onlyWith: ['attach-partition'],

  options: NO_OPTIONS,

  messages: {
    unproven:
      'This attaches a partition without a CHECK of its bounds. Before, add a NOT VALID CHECK of the bounds and NOT NULL to it, and validate it in its own transaction: this {takes}.',
  },

  *check(_get, migration) {
    for (const judged of judgedUtilityStatements(migration, 'attach-partition')) {
      const { step, deed, effects } = judged;
      const scanned = effects.relations.find(({ work }) => work === 'scan');
      if (scanned === undefined || isTakenAsNew(step, deed.partition) || isProven(judged)) continue;
      yield {
        kind: 'violation',
        messageId: 'unproven',
        data: { takes: effectText(scanned, step) },
        at: step.at,
      };
    }
  },
});

/** A valid CHECK speaks of every bound: the key is not known, nor what PostgreSQL makes of the two. */
function isProven({ step, deed }: JudgedUtilityStatement<'attach-partition'>): boolean {
  const { upgrade, index } = step;
  const place = upgrade.steps[index];
  const bounds = place === undefined ? [] : boundsIn(upgrade.text.slice(place.start, place.end));
  const { schema, revision } = schemaAround(upgrade);
  const known = schema.tableAt(deed.partition, { revision, step: index });
  const checks = (known?.constraints ?? []).flatMap(({ definition, isValidated }) =>
    definition.kind === 'check' && isValidated ? [definition.expression ?? ''] : [],
  );
  return bounds.length > 0 && checks.some((check) => bounds.every((bound) => check.includes(bound)));
}

/** The texts and numbers behind FOR VALUES. */
function boundsIn(statement: string): readonly string[] {
  const [, behind = ''] = statement.split(/\bFOR\s+VALUES\b/i);
  return behind.match(/'(?:[^']|'')*'|(?<![\w.])\d+(?:\.\d+)?/g) ?? [];
}
