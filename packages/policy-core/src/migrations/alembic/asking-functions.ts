import type { PythonNode } from '../../parsers/parsers.ts';
import type { Scope } from '../../parsers/python/bindings.ts';
import { importedFunction } from '../../parsers/python/members.ts';
import { childIn } from '../../parsers/python/nodes.ts';
import type { PythonValue, TracedFile } from '../../parsers/python/values.ts';
import { frameOfCall } from './frames.ts';
import { ownFunction } from './own-function.ts';

interface AskingCall {
  readonly call: PythonValue;
  /** Functions whose answer this call is part of. */
  readonly running: readonly PythonNode[];
}

/** Whether an expression holds; `undefined` where only a run tells. */
type Truth = (value: PythonValue, running: readonly PythonNode[]) => boolean | undefined;

/**
 * What a function of the file, or of another module of the repository, answers, where all that it asks on its way to a `return` is
 * known: `def is_postgresql(bind): return bind.dialect.name == "postgresql"`.
 */
export function answerOfCall(
  file: TracedFile,
  { call: { node: call, scope }, running }: AskingCall,
  truth: Truth,
): boolean | undefined {
  const definition = functionAsked(file, { node: call, scope });
  if (definition === undefined || running.includes(definition) || running.length >= DEEPEST) return undefined;
  // Before it is awaited it is no answer.
  if (file.text.startsWith('async', definition.start)) return undefined;
  const within = [...running, definition];
  const asked = {
    scope: frameOfCall(file, { definition, call, scope, isBound: false }),
    truth: (value: PythonValue) => truth(value, within),
  };
  const answer = answerOf(childIn(definition, 'body')?.children ?? [], asked);
  return answer === 'none' || answer === 'unknown' ? undefined : answer;
}

function functionAsked(file: TracedFile, { node, scope }: PythonValue): PythonNode | undefined {
  const callee = childIn(node, 'function');
  if (callee === undefined) return undefined;
  return importedFunction(file, { node: callee, scope }) ?? ownFunction(file, { node: callee, scope });
}

/** Functions that ask others, which ask others. */
const DEEPEST = 4;

interface Asked {
  readonly scope: Scope;
  readonly truth: (value: PythonValue) => boolean | undefined;
}

/** `none`: these statements are run to their end. */
type Answer = boolean | 'unknown' | 'none';

function answerOf(statements: readonly PythonNode[], asked: Asked): Answer {
  for (const statement of statements) {
    const answer = answerAt(statement, asked);
    if (answer !== 'none') return answer;
  }
  return 'none';
}

function answerAt(node: PythonNode, asked: Asked): Answer {
  switch (node.type) {
    case 'return_statement':
      return answerReturned(node, asked);
    case 'if_statement':
      return answerOfBranches(node, asked);
    case 'else_clause':
      return answerOf(childIn(node, 'body')?.children ?? [], asked);
    default:
      return GOES_ON.has(node.type) ? 'none' : 'unknown';
  }
}

const GOES_ON = new Set(['comment', 'pass_statement', 'expression_statement']);

function answerReturned({ children: [value] }: PythonNode, { scope, truth }: Asked): Answer {
  return (value && truth({ node: value, scope })) ?? 'unknown';
}

function answerOfBranches(node: PythonNode, asked: Asked): Answer {
  const condition = childIn(node, 'condition');
  const holds = condition && asked.truth({ node: condition, scope: asked.scope });
  if (holds === undefined) return 'unknown';
  if (holds) return answerOf(childIn(node, 'consequence')?.children ?? [], asked);
  for (const part of node.children.filter(({ field }) => field === 'alternative')) {
    const answer = part.type === 'else_clause' ? answerAt(part, asked) : answerOfElif(part, asked);
    if (answer !== 'passed') return answer;
  }
  return 'none';
}

/** `passed` where its condition does not hold. */
function answerOfElif(node: PythonNode, asked: Asked): Answer | 'passed' {
  const condition = childIn(node, 'condition');
  const holds = condition && asked.truth({ node: condition, scope: asked.scope });
  if (holds === false) return 'passed';
  return holds === undefined ? 'unknown' : answerOf(childIn(node, 'consequence')?.children ?? [], asked);
}
