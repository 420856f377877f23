import type { PythonNode } from '../../parsers/parsers.ts';
import { childIn, identifierName, lastName, sourceOf, type PythonFile } from '../../parsers/python/nodes.ts';
import type { NodeInside } from './parsed-python.ts';

/** What becomes of a text: it is run, it is only shown, searched for or compared, or it is not known. */
export type LiteralUse = 'executed' | 'talk' | 'unknown';

export function literalUse(file: PythonFile, { node, around }: NodeInside): LiteralUse {
  let inner = node;
  for (const outer of around) {
    const use = useIn(file, inner, outer);
    if (use !== undefined) return use;
    inner = outer;
  }
  return 'unknown';
}

/** `undefined`: look further out. */
function useIn(file: PythonFile, inner: PythonNode, outer: PythonNode): LiteralUse | undefined {
  const around = AROUND[outer.type];
  if (around !== undefined) return around(file, inner, outer);
  if (TALKING_PLACES.has(outer.type)) return 'talk';
  return BORDERS.has(outer.type) ? 'unknown' : undefined;
}

type Around = (file: PythonFile, inner: PythonNode, outer: PythonNode) => LiteralUse | undefined;

const AROUND: Readonly<Record<string, Around | undefined>> = {
  call: (file, inner, outer) => (inner.field === 'arguments' ? useInCall(file, outer) : undefined),
  keyword_argument: (file, _, outer) =>
    TALKING_KEYWORDS.has(identifierName(file, childIn(outer, 'name')) ?? '') ? 'talk' : undefined,
  pair: (_, inner) => (inner.field === 'key' ? 'talk' : undefined),
  // Nothing is done with it: a docstring.
  expression_statement: (_, inner) =>
    inner.type === 'string' || inner.type === 'concatenated_string' ? 'talk' : 'unknown',
};

const TALKING_PLACES = new Set([
  'comparison_operator',
  'subscript',
  'raise_statement',
  'assert_statement',
  'case_pattern',
  'interpolation',
]);

/** Where a text is kept, and not passed on. */
const BORDERS = new Set(['assignment', 'return_statement', 'block', 'module', 'lambda', 'default_parameter']);

const TALKING_KEYWORDS = new Set(
  'help description title label message msg detail doc comment summary example examples placeholder name prompt'.split(
    ' ',
  ),
);

const EXECUTING = new Set(
  'execute executemany executescript exec_driver_sql execute_sql execute_query run_sql DDL'.split(' '),
);

const TALKING = new Set(
  [
    'print pprint echo secho debug info warning warn error exception critical log fatal fail skip style',
    'startswith endswith find index count replace split lower upper match search fullmatch compile sub subn findall finditer',
    '_ gettext ngettext lazy_gettext append_comment assertIn assertEqual add_argument Field Option Argument',
  ]
    .join(' ')
    .split(' '),
);

function useInCall(file: PythonFile, call: PythonNode): LiteralUse | undefined {
  const callee = childIn(call, 'function');
  const name = lastName(file, callee) ?? '';
  if (EXECUTING.has(name)) return 'executed';
  if (TALKING.has(name) || /(?:Error|Exception|Warning)$/.test(name)) return 'talk';
  const receiver = childIn(callee, 'object');
  if (receiver !== undefined && /^(?:re|regex|logger|log|logging|console)$/.test(sourceOf(file, receiver))) {
    return 'talk';
  }
  // Wrappers such as `text(...)`, and functions of the repository: what is around them decides.
  return undefined;
}
