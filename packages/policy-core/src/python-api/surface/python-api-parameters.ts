import type { PythonNode } from '../../parsers/parsers.ts';
import type { ApiParameter, ApiReading, ParameterKind } from './python-api-model.ts';
import { lastPart, qualifiedName } from './python-imports.ts';
import { childIn, identifierName } from '../../parsers/python/nodes.ts';
import { annotatedParts, readTypeExpression } from './python-type-expression.ts';

/** Parameters in their order, with the kind that `/` and `*` give them. */
export function readParameters(reading: ApiReading, list: PythonNode | undefined): readonly ApiParameter[] {
  const nodes = list?.children ?? [];
  const slash = nodes.findIndex(({ type }) => type === 'positional_separator');
  const star = nodes.findIndex((node) => node.type === 'keyword_separator' || isSplat(node, '*'));
  return nodes.flatMap((node, index) => {
    const kind = kindOf(node, { index, slash, star });
    const parameter = readParameter(reading, node, kind);
    return parameter === undefined ? [] : [parameter];
  });
}

function readParameter(reading: ApiReading, node: PythonNode, kind: ParameterKind): ApiParameter | undefined {
  const named = childIn(node, 'name') ?? (node.type === 'identifier' ? node : node.children[0]);
  const name = identifierName(reading.file, named?.type.endsWith('_pattern') ? named.children[0] : named);
  if (name === undefined) return undefined;
  const type = childIn(node, 'type');
  const value = childIn(node, 'value');
  return {
    name,
    kind,
    start: node.start,
    end: node.end,
    annotation: type && readTypeExpression(reading, type),
    hasDefault: value !== undefined,
    isInjected: isInjection(reading, value) || isInjectedBy(reading, type),
  };
}

function kindOf(
  node: PythonNode,
  { index, slash, star }: { readonly index: number; readonly slash: number; readonly star: number },
): ParameterKind {
  if (isSplat(node, '**')) return 'var-keyword';
  if (isSplat(node, '*')) return 'var-positional';
  if (index < slash) return 'positional-only';
  return star >= 0 && index > star ? 'keyword-only' : 'positional-or-keyword';
}

/** `*args` and `*args: int` */
function isSplat(node: PythonNode, stars: '*' | '**'): boolean {
  const type = stars === '*' ? 'list_splat_pattern' : 'dictionary_splat_pattern';
  return node.type === type || (node.type === 'typed_parameter' && node.children[0]?.type === type);
}

function isInjectedBy(reading: ApiReading, type: PythonNode | undefined): boolean {
  const parts = type === undefined ? undefined : annotatedParts(reading, type);
  return parts?.some((part) => isInjection(reading, part.type === 'type' ? part.children[0] : part)) ?? false;
}

/** `Depends(...)` */
function isInjection({ file, imports }: ApiReading, node: PythonNode | undefined): boolean {
  const callee = node?.type === 'call' ? childIn(node, 'function') : undefined;
  return INJECTIONS.has(lastPart(qualifiedName(file, imports, callee) ?? ''));
}

const INJECTIONS = new Set(['Depends', 'Security']);
