import type { PythonNode } from '../../parsers/parsers.ts';
import { decoratorEffects, type DecoratorEffects } from './python-api-decorators.ts';
import type { ApiFunction, ApiReading, ApiSignature } from './python-api-model.ts';
import { readParameters } from './python-api-parameters.ts';
import { childIn } from '../../parsers/python/nodes.ts';
import { readTypeExpression } from './python-type-expression.ts';

export interface FunctionSource {
  readonly node: PythonNode;
  readonly decorators: readonly PythonNode[];
}

export interface FunctionRead {
  readonly function: ApiFunction;
  readonly accessor: DecoratorEffects['accessor'];
  readonly isOverload: boolean;
}

export function readFunction(
  reading: ApiReading & { readonly isInClass: boolean },
  { node, decorators }: FunctionSource,
): FunctionRead {
  const effects = decoratorEffects(reading, decorators);
  const form = formOf(effects, reading.isInClass);
  const { start, end } = childIn(node, 'name') ?? node;
  return {
    accessor: effects.accessor,
    isOverload: effects.isOverload,
    function: {
      kind: 'function',
      start,
      end,
      isAsync: isAsync(reading.file.text, node),
      form,
      isContextManager: effects.isContextManager,
      isAbstract: effects.isAbstract,
      isSettable: false,
      wrappers: effects.wrappers,
      signature: signatureOf(reading, node, form),
      overloads: [],
      isUnfinished: false,
    },
  };
}

function formOf(effects: DecoratorEffects, isInClass: boolean): ApiFunction['form'] {
  if (!isInClass) return 'function';
  return effects.form ?? 'method';
}

/** The keyword is no named node of the tree. */
function isAsync(text: string, node: PythonNode): boolean {
  return /^async\b/.test(text.slice(node.start, node.start + 6));
}

function signatureOf(reading: ApiReading, node: PythonNode, form: ApiFunction['form']): ApiSignature {
  const returns = childIn(node, 'return_type');
  const parameters = readParameters(reading, childIn(node, 'parameters'));
  const isBound = form !== 'function' && form !== 'static method';
  const [first] = parameters;
  const hasReceiver = isBound && first !== undefined && !first.kind.startsWith('var-');
  return {
    parameters: hasReceiver ? parameters.slice(1) : parameters,
    returns: returns && readTypeExpression(reading, returns),
  };
}
