import { childIn, lastName, type PythonFile } from '../../parsers/python/nodes.ts';

const MAKERS = new Set([
  'declarative_base',
  'automap_base',
  'generate_base',
  'MetaData',
  'SQLAlchemy',
  'registry',
]);
const BASES = new Set(['DeclarativeBase', 'DeclarativeBaseNoMeta', 'DeclarativeMeta']);

/** Whether a module makes metadata of its own, and so is not known through another module's Base. */
export function makesOwnBase(file: PythonFile): boolean {
  return file.root.children.some((statement) => {
    if (statement.type === 'class_definition') {
      const bases = childIn(statement, 'superclasses')?.children ?? [];
      return bases.some((base) => BASES.has(lastName(file, base) ?? ''));
    }
    const [assignment] = statement.type === 'expression_statement' ? statement.children : [];
    const value = assignment?.type === 'assignment' ? childIn(assignment, 'right') : undefined;
    return value?.type === 'call' && MAKERS.has(lastName(file, childIn(value, 'function')) ?? '');
  });
}
