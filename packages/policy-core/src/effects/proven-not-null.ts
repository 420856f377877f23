import type { Name, TableName } from '../migrations/name.ts';
import { tableNow, type EffectContext } from './effect-context.ts';

/** Whether a check that is valid says that the column is not NULL: PostgreSQL believes it, from version 12 on. */
export function isNotNullProven(context: EffectContext, table: TableName, column: Name): boolean {
  const checks = tableNow(context, table)?.constraints ?? [];
  return checks.some(
    ({ definition, isValidated }) =>
      isValidated && definition.kind === 'check' && saysNotNull(definition.expression, column),
  );
}

/** `c IS NOT NULL`, alone or as one of several that all must hold. */
function saysNotNull(expression: string | undefined, column: Name): boolean {
  if (expression === undefined || !column.isKnown || /\b(?:or|not\s*\()/i.test(expression)) return false;
  const name = column.text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
  return new RegExp(String.raw`(?:^|[\s(])(?:${name}|"${name}")\s+is\s+not\s+null(?:$|[\s)])`, 'i').test(
    expression,
  );
}
