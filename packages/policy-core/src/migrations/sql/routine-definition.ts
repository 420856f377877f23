import { knownName, type Name } from '../operations/name.ts';
import type { Routine } from '../operations/routine.ts';
import type { SqlNode } from '../../parsers/parsers.ts';
import { flagIn, listIn, nodeIn, stringIn, textIn } from './nodes.ts';
import type { StatementText } from './script-parts.ts';
import { stringsIn } from './table-name.ts';
import { keyword, significantTokens } from './tokens.ts';
import { runByStatement, unknownCalls } from './unknown-calls.ts';

/** CREATE FUNCTION and CREATE PROCEDURE: what a call of it runs. */
export function routineDefinition(statement: StatementText, node: SqlNode): Routine {
  const [name = '', schema] = stringsIn(node, 'funcname').toReversed();
  const parameters = listIn(node, 'parameters')
    .map((item) => nodeIn(item, 'FunctionParameter') ?? {})
    .filter((parameter) => isGiven(parameter, flagIn(node, 'is_procedure')));
  const standard = nodeIn(node, 'sql_body') === undefined ? undefined : standardBody(statement);
  const body = standard ?? onlyText(option(node, 'as'));
  const defaults = parameters.flatMap((parameter) => {
    const expression = nodeIn(parameter, 'defexpr');
    return expression === undefined ? [] : unknownCalls(runByStatement({ expression }));
  });
  return {
    name,
    ...(schema !== undefined && { schema }),
    language: stringIn(option(node, 'language'))?.toLowerCase() ?? 'sql',
    types: parameters.map((parameter) => typeName(nodeIn(parameter, 'argType'))),
    ...namesOf(parameters),
    optional: parameters.filter((parameter) => nodeIn(parameter, 'defexpr') !== undefined).length,
    ...(defaults.length > 0 && { defaults }),
    ...(parameters.some(({ mode }) => mode === 'FUNC_PARAM_VARIADIC') && { isVariadic: true }),
    ...(body !== undefined && { body }),
    isKnown: true,
  };
}

function namesOf(parameters: readonly SqlNode[]): Pick<Routine, 'names'> {
  const names = parameters.map((parameter) => textIn(parameter, 'name') ?? '');
  return names.some((name) => name !== '') ? { names } : {};
}

/** CALL gives a procedure something for OUT, too. */
function isGiven({ mode }: SqlNode, isProcedure: boolean): boolean {
  return mode !== 'FUNC_PARAM_TABLE' && (isProcedure || mode !== 'FUNC_PARAM_OUT');
}

function typeName(type: SqlNode | undefined): Name {
  const isArray = listIn(type, 'arrayBounds').length > 0;
  return knownName(`${stringsIn(type, 'names').join('.')}${isArray ? '[]' : ''}`);
}

function option(node: SqlNode, name: string): SqlNode | undefined {
  const found = listIn(node, 'options')
    .map((item) => nodeIn(item, 'DefElem'))
    .find((item) => item?.['defname'] === name);
  return nodeIn(found, 'arg');
}

/** C names a library and a symbol. */
function onlyText(node: SqlNode | undefined): string | undefined {
  const items = listIn(nodeIn(node, 'List'), 'items');
  return items.length === 1 ? stringIn(items[0]) : undefined;
}

/** `RETURN a + 1`, and `BEGIN ATOMIC ...; END`: as a text of statements. */
function standardBody({ text, start, end }: StatementText): string | undefined {
  const tokens = significantTokens(text, start, end);
  const words = tokens.map((token) => keyword(text, token));
  const atomic = words.findIndex((word, index) => word === 'ATOMIC' && words[index - 1] === 'BEGIN');
  if (atomic >= 0) return text.slice(tokens[atomic]?.end, tokens.at(-1)?.start);
  const returned = tokens[words.lastIndexOf('RETURN')];
  return returned === undefined ? undefined : `SELECT ${text.slice(returned.end, end)}`;
}
