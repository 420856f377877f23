import type { Fix } from '../../model/fix.ts';
import type { MigrationStep } from '../analysis/judged-upgrade.ts';

/** No column is called so: PostgreSQL refuses the statement until somebody writes a condition in its place. */
const PLACEHOLDER = 'which_rows_are_meant';

/**
 * A WHERE to be filled in. Nobody but the author knows the condition, and any that holds for some rows, or for none,
 * would change in silence what is done. None where more words follow, and for a call of SQLAlchemy.
 */
export function whereReminder({ upgrade, index }: MigrationStep): readonly Fix[] {
  const step = upgrade.steps[index];
  if (step?.kind !== 'operation' || step.via !== 'sql' || step.from !== undefined) return [];
  if (!isPlain(upgrade.text.slice(step.start, step.end))) return [];
  const { start, end } = upgrade.span({ start: step.end, end: step.end });
  return [
    {
      title: 'Add a WHERE to be filled in: PostgreSQL refuses it until then',
      safety: 'needs-review',
      edits: [{ path: upgrade.path, start, end, text: ` WHERE ${PLACEHOLDER}` }],
    },
  ];
}

/** A WHERE belongs at its end, and no value of Python is put in. */
function isPlain(sql: string): boolean {
  const words = sql.replaceAll(/'[^']*'|"[^"]*"/g, 'x');
  if (!/^(?:DELETE\s+FROM|UPDATE)\s[^\\{}%$]*[\w)]$/i.test(words) || /--|\/\*/.test(words)) return false;
  return !/\b(?:WHERE|RETURNING|USING|WITH|SELECT)\b|^UPDATE\b[^]*\bFROM\b/i.test(words);
}
