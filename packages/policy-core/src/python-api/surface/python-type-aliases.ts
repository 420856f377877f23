import type { PythonNode } from '../../parsers/parsers.ts';
import { lastPart, qualifiedName } from './python-imports.ts';
import { childIn, identifierName, type PythonFile } from '../../parsers/python/nodes.ts';

/** Types that the module gives a name at its top level. A name with two meanings is none of them. */
export function typeAliasesOf(
  file: PythonFile,
  imports: ReadonlyMap<string, string>,
): ReadonlyMap<string, PythonNode> {
  const aliases = new Map<string, PythonNode>();
  const twice = new Set<string>();
  for (const statement of file.root.children) {
    const alias = aliasIn(file, imports, statement);
    if (alias === undefined) continue;
    if (aliases.has(alias.name)) twice.add(alias.name);
    aliases.set(alias.name, alias.type);
  }
  for (const name of twice) aliases.delete(name);
  return aliases;
}

/** The type that an assigned expression is, as far as one can tell it from a value. */
export function typeAssigned(
  file: PythonFile,
  imports: ReadonlyMap<string, string>,
  assignment: PythonNode,
): PythonNode | undefined {
  const right = childIn(assignment, 'right');
  if (right === undefined || assignment.type === 'type_alias_statement') return right;
  const annotation = childIn(assignment, 'type')?.children[0];
  const isSaid = lastPart(qualifiedName(file, imports, annotation) ?? '') === 'TypeAlias';
  return isSaid || isTypeForm(file, imports, right) ? right : undefined;
}

interface NamedType {
  readonly name: string;
  readonly type: PythonNode;
}

function aliasIn(
  file: PythonFile,
  imports: ReadonlyMap<string, string>,
  statement: PythonNode,
): NamedType | undefined {
  const assignment = statement.type === 'expression_statement' ? statement.children[0] : statement;
  if (assignment?.type !== 'assignment' && assignment?.type !== 'type_alias_statement') return undefined;
  const left = childIn(assignment, 'left');
  const name = identifierName(file, left?.type === 'type' ? left.children[0] : left);
  const type = typeAssigned(file, imports, assignment);
  return name === undefined || type === undefined ? undefined : { name, type };
}

const BUILTIN_TYPES = new Set(
  'bool bytes complex dict float frozenset int list object set str tuple type'.split(' '),
);
/** The four names mean the same however they came here, by a star import, say. */
const TYPE_FORMS =
  /^(?:typing|typing_extensions|collections\.abc)\.\w+$|^(?:Annotated|Optional|Union|Literal)$/;

function isTypeForm(
  file: PythonFile,
  imports: ReadonlyMap<string, string>,
  node: PythonNode | undefined,
): boolean {
  if (node?.type === 'subscript') return isTypeForm(file, imports, childIn(node, 'value'));
  if (node?.type === 'binary_operator' && childIn(node, 'operator')?.type === '|') {
    const sides = [childIn(node, 'left'), childIn(node, 'right')];
    return sides.some((side) => side?.type === 'none' || isTypeForm(file, imports, side));
  }
  const name = qualifiedName(file, imports, node);
  return name !== undefined && (BUILTIN_TYPES.has(name) || TYPE_FORMS.test(name));
}
