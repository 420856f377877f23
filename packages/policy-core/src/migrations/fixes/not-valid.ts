import type { Fix } from '../../model/fix.ts';
import type { MigrationStep, JudgedUpgrade } from '../analysis/judged-upgrade.ts';
import type { OperationStep } from '../operations/operation.ts';
import type { TextRange } from '../../model/text-range.ts';
import { withArgument } from './own-call.ts';

/** NOT VALID for a foreign key or a check. None where a word about it stands there already, and for a new column. */
export function notValid({ upgrade, index, operation }: MigrationStep): readonly Fix[] {
  const step = upgrade.steps[index];
  if (step?.kind !== 'operation' || step.from !== undefined || operation.kind !== 'add-constraint') return [];
  const edit = step.via === 'sql' ? inSql(upgrade, step) : inCall(upgrade, step);
  if (edit === undefined) return [];
  const { start, end } = upgrade.span(edit);
  return [
    {
      title: 'Add it NOT VALID, to be validated later',
      safety: 'needs-review',
      edits: [{ path: upgrade.path, start, end, text: edit.text }],
    },
  ];
}

type Edit = TextRange & { readonly text: string };

function inCall({ text }: JudgedUpgrade, { start, end }: OperationStep): Edit | undefined {
  const call = text.slice(start, end);
  if (!CALL.test(call) || call.includes('not_valid')) return undefined;
  return { start, end, text: withArgument(call, 'postgresql_not_valid=True') };
}

const CALL = /^(?:\w+\.)?create_(?:foreign_key|check_constraint)\([^#]*\)$/;

/** Behind all other words of the constraint. */
function inSql({ text }: JudgedUpgrade, { start, end }: OperationStep): Edit | undefined {
  const clause = text.slice(start, end);
  return SQL.test(clause) ? { start: end, end, text: ' NOT VALID' } : undefined;
}

/** Without values that Python puts in. */
const SQL = /^(?:ALTER\s+TABLE|ADD)\s[^\\{}%]*[\w)]$/i;
