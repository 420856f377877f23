import type { PythonNode } from '../../parsers/parsers.ts';
import { childIn, lastName, sourceOf, type PythonFile } from '../../parsers/python/nodes.ts';
import type { CodePlace } from './code-place.ts';
import type { PythonCode } from './parsed-python.ts';

/** `User.__table__.create(engine)`: one table, and not the whole metadata. */
export function tableMethodPlaces({ file, nodes }: PythonCode): readonly CodePlace[] {
  return nodes.flatMap(({ node }): readonly CodePlace[] => {
    const method = node.type === 'call' ? methodOfTable(file, childIn(node, 'function')) : undefined;
    if (method === undefined) return [];
    const { what, model } = method;
    const name = model && sourceOf(file, model);
    return [{ kind: 'ddl', what, name, isElsewhere: false, start: node.start, end: node.end }];
  });
}

const METHODS: Readonly<Record<string, string | undefined>> = {
  create: 'CREATE TABLE',
  drop: 'DROP TABLE',
};

function methodOfTable(
  file: PythonFile,
  callee: PythonNode | undefined,
): { readonly what: string; readonly model: PythonNode | undefined } | undefined {
  const table = childIn(callee, 'object');
  if (table?.type !== 'attribute' || lastName(file, table) !== '__table__') return undefined;
  const what = METHODS[lastName(file, callee) ?? ''];
  return what === undefined ? undefined : { what, model: childIn(table, 'object') };
}
