import type { Plugin } from 'vitest/config';

/** As much of a syntax tree as is walked. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly body?: Node;
}

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);
const LOOPS = new Set([
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'WhileStatement',
  'DoWhileStatement',
]);
const STEP = 'globalThis.lockkeeperSteps += 1';

/**
 * Has each call of a function and each turn of a loop in policy-core count as a step, so that a test can say how
 * much work a hostile text makes: the same number on every machine, however busy it is.
 */
export function countSteps(): Plugin {
  return {
    name: 'count-steps',
    transform(code, id) {
      if (!/\/packages\/policy-core\/src\/(?!.*(?:\/testing\/|\.test\.ts|\.generated\.ts))/.test(id))
        return null;
      return { code: withSteps(code, this.parse(code)), map: null };
    },
  };
}

function withSteps(code: string, program: unknown): string {
  const insertions = nodesIn(program)
    .flatMap(insertionsAt)
    .toSorted((one, other) => other.at - one.at);
  return insertions.reduce((text, { at, what }) => text.slice(0, at) + what + text.slice(at), code);
}

/** Where something goes in, and what. A body that is no block becomes one; of an arrow, an expression of two. */
function insertionsAt({ type, body }: Node): readonly { readonly at: number; readonly what: string }[] {
  if (body === undefined || !(FUNCTIONS.has(type) || LOOPS.has(type))) return [];
  if (body.type === 'BlockStatement') return [{ at: body.start + 1, what: `${STEP};` }];
  const [before, after] = LOOPS.has(type) ? [`{${STEP};`, '}'] : [`(${STEP}, `, ')'];
  return [
    { at: body.start, what: before },
    { at: body.end, what: after },
  ];
}

function nodesIn(value: unknown): readonly Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesIn);
  if (!isNode(value)) return [];
  return [value, ...Object.values(value).flatMap(nodesIn)];
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}
