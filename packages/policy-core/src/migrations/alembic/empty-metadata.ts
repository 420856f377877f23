import type { PythonNode } from '../../parsers/parsers.ts';
import { fullName } from '../../parsers/python/imported-names.ts';
import { argumentsOf, childIn, identifierName, withoutParentheses } from '../../parsers/python/nodes.ts';
import type { PythonValue, TracedFile } from '../../parsers/python/values.ts';

/**
 * Whether the MetaData that a method is called on surely knows no table: it is made in an earlier statement of the same
 * block, and nothing speaks of it in between. `create_all()` makes nothing then.
 */
export function isEmptyMetadata(file: TracedFile, on: PythonValue): boolean {
  const node = withoutParentheses(on.node);
  if (node.type === 'call') return makesMetadata(file, { node, scope: on.scope });
  const name = identifierName(file, node);
  return name !== undefined && isJustMade(file, { name, scope: on.scope, at: node });
}

interface Spoken extends Pick<PythonValue, 'scope'> {
  readonly name: string;
  readonly at: PythonNode;
}

/** Where its last mention before the call is the line that makes it. */
function isJustMade(file: TracedFile, { name, scope, at }: Spoken): boolean {
  const before = statementsBefore(file.root, at);
  const made = before.findLastIndex((statement) => speaksOf(file, statement, name));
  const assignment = before[made]?.children[0];
  if (assignment?.type !== 'assignment' || identifierName(file, childIn(assignment, 'left')) !== name)
    return false;
  const value = childIn(assignment, 'right');
  return value !== undefined && makesMetadata(file, { node: value, scope });
}

/** Those before it in the block of a function that holds it as a statement of its own; none elsewhere. */
function statementsBefore(root: PythonNode, inner: PythonNode): readonly PythonNode[] {
  let block: PythonNode = root;
  let at: PythonNode | undefined = root;
  while (at !== undefined && at.type !== 'expression_statement') {
    if (at.type === 'block') block = at;
    at = at.children.find(({ start, end }) => start <= inner.start && inner.end <= end);
  }
  if (at === undefined || block.type !== 'block') return [];
  return block.children.filter(({ end }) => end <= inner.start);
}

function speaksOf(file: TracedFile, node: PythonNode, name: string): boolean {
  if (identifierName(file, node) === name) return true;
  return node.children.some((child) => speaksOf(file, child, name));
}

/** `sa.MetaData(bind=bind)`; what is told to reflect at once knows the tables of the database. */
function makesMetadata(file: TracedFile, { node, scope }: PythonValue): boolean {
  const callee = node.type === 'call' ? childIn(node, 'function') : undefined;
  const name = callee && fullName(file, { node: callee, scope });
  if (name?.from !== 'imported' || !METADATA.test(name.path)) return false;
  const { positional, keywords, spread } = argumentsOf(file, node);
  return positional.length < 2 && !keywords.has('reflect') && !spread;
}

const METADATA = /^sqlalchemy\.(?:schema\.|sql\.schema\.)?MetaData$/;
