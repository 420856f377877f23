import type { ColumnDefinition } from '../operations/column.ts';
import type { ColumnType } from '../operations/column-type.ts';
import type { EffectContext } from './effect-context.ts';
import type { Work } from './step-effects.ts';
import { volatility } from './volatility.ts';

interface AddedDefault {
  readonly work: Work;
  readonly unknown: readonly string[];
}

/**
 * Whether a new column makes PostgreSQL write every row again: it does where each row gets a value of its own. A
 * value that is the same for all is kept beside the table, since version 11.
 */
export function addedDefaultWork(
  { default: preset, type }: ColumnDefinition,
  context: EffectContext,
): AddedDefault {
  if (isCheckedDomain(type, context)) return REWRITE;
  switch (preset.kind) {
    case 'none':
      return CATALOG;
    case 'identity':
    case 'sequence':
      return REWRITE;
    case 'computed':
      return preset.isStored ? REWRITE : CATALOG;
    case 'unknown':
      // SQLAlchemy puts a plain text into quotes.
      if (preset.isText) return CATALOG;
      return { work: 'unknown', unknown: ['the default only shows when it runs'] };
    case 'sql':
      return ofExpression(preset.text);
  }
}

const CATALOG: AddedDefault = { work: 'catalog', unknown: [] };
const REWRITE: AddedDefault = { work: 'rewrite', unknown: [] };

/** Even NULL has to be held against what the domain refuses, row by row. */
function isCheckedDomain(type: ColumnType, { schema, moment }: EffectContext): boolean {
  return type.isKnown && schema.domainAt(type.name, moment)?.isChecked === true;
}

function ofExpression(text: string): AddedDefault {
  const { kind, name } = volatility(text);
  if (kind === 'volatile') return REWRITE;
  if (kind === 'stable') return CATALOG;
  const why = `nothing shows whether the function ${name} gives every row a value of its own`;
  return { work: 'unknown', unknown: [why] };
}
