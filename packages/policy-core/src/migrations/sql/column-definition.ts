import type { ColumnDefault, ColumnDefinition, ConstraintDefinition } from '../operations/column.ts';
import { knownName } from '../operations/name.ts';
import type { SqlNode } from '../../parsers/parsers.ts';
import type { TextRange } from '../../model/text-range.ts';
import { beforeKeywords, behindKeyword, clauseTokens, isComma, rangeOf } from './clauses.ts';
import { columnType } from './column-type.ts';
import { constraintDefinition } from './constraint.ts';
import { columnHasMore, more } from './more-written.ts';
import { listIn, nodeIn, textIn } from './nodes.ts';
import { nodeStart } from './placed-operation.ts';
import type { StatementText } from './script-parts.ts';

/** From what stands under `ColumnDef`. */
export function columnDefinition(statement: StatementText, node: SqlNode): ColumnDefinition {
  const { text } = statement;
  const place = elementPlace(statement, node);
  const name = textIn(node, 'colname') ?? '';
  const qualifiers = qualifiersUpTo(statement, node, place.end);
  const has = (contype: string): boolean => qualifiers.some((one) => one.node['contype'] === contype);
  const { type, isSerial } = columnType(nodeIn(node, 'typeName'), typeSource(statement, node, place));
  const primaryKey = has('CONSTR_PRIMARY');
  const isNeverNull = primaryKey || isSerial || has('CONSTR_NOTNULL') || has('CONSTR_IDENTITY');
  return {
    start: place.start,
    end: place.end,
    name: knownName(name),
    type,
    nullable: isNeverNull ? false : unlessElsewhere(node),
    default: isSerial ? { kind: 'sequence' } : defaultOf(text, qualifiers),
    clientDefault: undefined,
    primaryKey,
    constraints: columnConstraints(text, name, qualifiers),
    ...more(columnHasMore(node)),
  };
}

/** A column or constraint of a list, up to the comma or the bracket behind it. */
export function elementPlace(statement: StatementText, node: SqlNode): TextRange {
  const { text, start, end } = statement;
  const from = nodeStart(statement, node);
  if (from === undefined) return { start, end };
  const tokens = clauseTokens(text, { start: from, end }, (token) => isComma(text, token));
  return rangeOf(tokens) ?? { start, end };
}

/** DEFAULT, NOT NULL, a constraint or COLLATE behind the type of a column. */
export interface Qualifier {
  readonly node: SqlNode;
  readonly place: TextRange;
  /** DEFERRABLE or NOT ENFORCED stands behind it. */
  readonly hasMore: boolean;
}

/** Each reaches up to the next, in the order in which they are written. */
export function qualifiersOf(statement: StatementText, node: SqlNode): readonly Qualifier[] {
  return qualifiersUpTo(statement, node, elementPlace(statement, node).end);
}

function qualifiersUpTo(statement: StatementText, node: SqlNode, end: number): readonly Qualifier[] {
  const found = [
    ...listIn(node, 'constraints').map((item) => nodeIn(item, 'Constraint') ?? {}),
    nodeIn(node, 'collClause') ?? {},
  ].flatMap((qualifier) => {
    const start = nodeStart(statement, qualifier);
    return start === undefined ? [] : [{ node: qualifier, start }];
  });
  const ordered = found.toSorted((a, b) => a.start - b.start);
  return ordered.map((one, index) => {
    const stretch = { start: one.start, end: ordered[index + 1]?.start ?? end };
    const tokens = clauseTokens(statement.text, stretch, () => false);
    const hasMore = ATTRIBUTES.test(textIn(ordered[index + 1]?.node, 'contype') ?? '');
    return { node: one.node, place: rangeOf(tokens) ?? stretch, hasMore };
  });
}

/** They belong to the constraint before them. NOT DEFERRABLE and ENFORCED go without saying. */
const ATTRIBUTES = /^CONSTR_ATTR_(?:DEFERRABLE|DEFERRED|IMMEDIATE|NOT_ENFORCED)$/;

/** The key of the table goes without saying. */
function columnConstraints(
  text: string,
  column: string,
  qualifiers: readonly Qualifier[],
): readonly ConstraintDefinition[] {
  return qualifiers.flatMap(({ node, place, hasMore }) =>
    node['contype'] === 'CONSTR_PRIMARY'
      ? []
      : (constraintDefinition({ node, place, hasMore, text, column }) ?? []),
  );
}

/** PARTITION OF and OF give options to columns that come from elsewhere, and may be NOT NULL there. */
function unlessElsewhere(node: SqlNode): true | undefined {
  return nodeIn(node, 'typeName') === undefined ? undefined : true;
}

const BEHIND_TYPE: ReadonlySet<string> = new Set([
  'CHECK',
  'COLLATE',
  'COMPRESSION',
  'CONSTRAINT',
  'DEFAULT',
  'DEFERRABLE',
  'ENFORCED',
  'GENERATED',
  'INITIALLY',
  'NOT',
  'NULL',
  'OPTIONS',
  'PRIMARY',
  'REFERENCES',
  'STORAGE',
  'UNIQUE',
  'USING',
]);

/** A type as it is written, in a definition of a column or behind TYPE. */
export function typeSource(statement: StatementText, node: SqlNode, { end }: TextRange): string {
  const start = nodeStart(statement, nodeIn(node, 'typeName'));
  if (start === undefined) return '';
  const place = beforeKeywords(statement.text, { start, end }, BEHIND_TYPE);
  return statement.text.slice(place.start, place.end);
}

function defaultOf(text: string, qualifiers: readonly Qualifier[]): ColumnDefault {
  return qualifiers.map((one) => defaultFrom(text, one)).find((one) => one !== undefined) ?? { kind: 'none' };
}

function defaultFrom(text: string, { node, place }: Qualifier): ColumnDefault | undefined {
  switch (node['contype']) {
    case 'CONSTR_DEFAULT':
      return defaultClause(text, place, nodeIn(node, 'raw_expr'));
    case 'CONSTR_IDENTITY':
      return { kind: 'identity' };
    case 'CONSTR_GENERATED':
      return { kind: 'computed', isStored: node['generated_kind'] === 's' };
    default:
      return undefined;
  }
}

/** The expression behind DEFAULT. One that is NULL is as good as none. */
export function defaultClause(
  text: string,
  place: TextRange,
  expression: SqlNode | undefined,
): ColumnDefault {
  const range = behindKeyword(text, place, 'DEFAULT');
  if (expression === undefined || range === undefined || isNull(expression)) return { kind: 'none' };
  return { kind: 'sql', text: text.slice(range.start, range.end) };
}

function isNull(expression: SqlNode): boolean {
  const cast = nodeIn(expression, 'TypeCast');
  if (cast !== undefined) return isNull(nodeIn(cast, 'arg') ?? {});
  return nodeIn(expression, 'A_Const')?.['isnull'] === true;
}
