import type { PythonNode } from '../../parsers/parsers.ts';
import { bindingsOf } from '../../parsers/python/bindings.ts';
import { argumentsOf, childIn, identifierName, lastName } from '../../parsers/python/nodes.ts';
import { newBudget, origins, type PythonValue, type TracedFile } from '../../parsers/python/values.ts';
import { knownText } from './render/render-values.ts';

/** Whether a value is the connection that Alembic hands out, or leads from it. */
type IsAlembics = (value: PythonValue) => boolean;

/** What `str(bind.engine.url).startswith("mysql")` answers on PostgreSQL. */
export function answerOfUrl(
  file: TracedFile,
  { node, scope }: PythonValue,
  isAlembics: IsAlembics,
): boolean | undefined {
  const callee = childIn(node, 'function');
  const object = childIn(callee, 'object');
  if (object === undefined || lastName(file, callee) !== 'startswith') return undefined;
  const argument = onlyArgument(file, node);
  const start = argument && knownText(file, { node: argument, scope });
  if (start === undefined) return undefined;
  const texts = origins(file, { node: object, scope }, newBudget());
  return texts.length > 0 && texts.every((text) => isTextOfUrl(file, text, isAlembics))
    ? isStart(start)
    : undefined;
}

function onlyArgument(file: TracedFile, call: PythonNode): PythonNode | undefined {
  const { positional, keywords, spread } = argumentsOf(file, call);
  return positional.length === 1 && keywords.size === 0 && !spread ? positional[0] : undefined;
}

/** Which driver it names, only a run tells. */
function isStart(start: string): boolean | undefined {
  if ('postgresql'.startsWith(start)) return true;
  return start.startsWith('postgres') ? undefined : false;
}

function isTextOfUrl(file: TracedFile, { node, scope }: PythonValue, isAlembics: IsAlembics): boolean {
  const callee = node.type === 'call' ? childIn(node, 'function') : undefined;
  if (identifierName(file, callee) !== 'str' || bindingsOf('str', scope).length > 0) return false;
  const argument = onlyArgument(file, node);
  if (argument === undefined) return false;
  return origins(file, { node: argument, scope }, newBudget()).every((url) => {
    const object = url.node.type === 'attribute' ? childIn(url.node, 'object') : undefined;
    const isUrl = object !== undefined && lastName(file, url.node) === 'url';
    return isUrl && isAlembics({ node: object, scope: url.scope });
  });
}
