import { bindingsOf } from '../../parsers/python/bindings.ts';
import { fullName } from '../../parsers/python/imported-names.ts';
import { childIn, nameOf, sourceOf, withoutParentheses } from '../../parsers/python/nodes.ts';
import type { PythonValue, TracedFile } from '../../parsers/python/values.ts';

/** Whether an expression gives a plain string of Python for sure, whatever stands in it. */
export function isPlainText(file: TracedFile, value: PythonValue): boolean {
  const node = withoutParentheses(value.node);
  const { scope } = value;
  switch (node.type) {
    case 'string':
    case 'concatenated_string':
      return !BYTES.test(sourceOf(file, node));
    case 'binary_operator':
      return isSum(file, { node, scope });
    case 'attribute':
      return MEMBER.test(sourceOf(file, node));
    case 'call':
      return isCallForText(file, { node, scope });
    default:
      return false;
  }
}

const BYTES = /^r?b/i;

/** The value of a member of an enum, `Mood.HAPPY.value`: what is no text there is refused as a default. */
const MEMBER = /^(?:\w+\.)*[A-Z]\w*\.\w+\.(?:value|name)$/;

/** `"a" + x` is a text or fails, and so is `"%s" % x`. */
function isSum(file: TracedFile, { node, scope }: PythonValue): boolean {
  const operator = childIn(node, 'operator')?.type;
  const sides = ['left', ...(operator === '+' ? ['right'] : [])].flatMap((side) => childIn(node, side) ?? []);
  if (operator !== '+' && operator !== '%') return false;
  return sides.some((side) => isPlainText(file, { node: side, scope }));
}

function isCallForText(file: TracedFile, { node, scope }: PythonValue): boolean {
  const callee = childIn(node, 'function');
  if (callee === undefined) return false;
  if (callee.type === 'identifier') return isBuiltIn(file, { node: callee, scope });
  if (fullName(file, { node: callee, scope })?.path === 'json.dumps') return true;
  return isMethodForText(file, { node: callee, scope });
}

function isBuiltIn(file: TracedFile, { node, scope }: PythonValue): boolean {
  const name = nameOf(file, node);
  if (fullName(file, { node, scope })?.path === 'json.dumps') return true;
  return BUILT_IN.has(name) && bindingsOf(name, scope).length === 0;
}

const BUILT_IN: ReadonlySet<string> = new Set(['str', 'repr', 'format', 'ascii', 'hex', 'chr']);

/** Of texts, and of dates without a doubt. */
function isMethodForText(file: TracedFile, { node: callee, scope }: PythonValue): boolean {
  const [object, attribute] = [childIn(callee, 'object'), childIn(callee, 'attribute')];
  if (object === undefined || attribute === undefined) return false;
  const method = nameOf(file, attribute);
  if (OF_DATES.has(method)) return !FUNCTIONS.test(sourceOf(file, object));
  return OF_TEXTS.has(method) && isPlainText(file, { node: object, scope });
}

const OF_DATES: ReadonlySet<string> = new Set(['isoformat', 'strftime']);

/** `sa.func.strftime(...)` is SQL. */
const FUNCTIONS = /\bfunc$/;

const OF_TEXTS: ReadonlySet<string> = new Set([
  'format',
  'join',
  'lower',
  'upper',
  'strip',
  'lstrip',
  'rstrip',
  'replace',
  'title',
  'capitalize',
]);
