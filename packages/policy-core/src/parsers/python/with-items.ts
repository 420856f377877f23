import type { PythonNode } from '../parsers.ts';
import { childIn, withoutParentheses } from './nodes.ts';

/** One of what a `with` opens. */
export interface WithItem {
  readonly value: PythonNode;
  readonly alias: PythonNode | undefined;
}

/** In the order in which they are opened: `with a as b, c` and `with (a as b, c)`. */
export function withItems(statement: PythonNode): readonly WithItem[] {
  const clauses = statement.children.flatMap(({ type, children }) =>
    type === 'with_clause' ? children : [],
  );
  return clauses.flatMap(itemsIn);
}

function itemsIn(item: PythonNode): readonly WithItem[] {
  const value = withoutParentheses(childIn(item, 'value') ?? item);
  if (value.type === 'tuple') return value.children.flatMap(itemsIn);
  if (value.type !== 'as_pattern') return [{ value, alias: undefined }];
  const [managed] = value.children;
  return managed === undefined ? [] : [{ value: managed, alias: childIn(value, 'alias')?.children[0] }];
}
