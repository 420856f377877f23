/**
 * @typedef {import('rolldown/utils').ESTree.Expression} Expression
 * @typedef {Pick<import('./sites.mjs').Site, 'kind' | 'at' | 'start' | 'end' | 'to' | 'statement'>} Mutation
 * @typedef {import('./sites.mjs').Span} Span
 */

/** @type {Readonly<Record<string, { kind: string, to: string }>>} */
const BINARY = {
  '===': { kind: 'equal', to: '!==' },
  '!==': { kind: 'equal', to: '===' },
  '<': { kind: 'boundary', to: '<=' },
  '<=': { kind: 'boundary', to: '<' },
  '>': { kind: 'boundary', to: '>=' },
  '>=': { kind: 'boundary', to: '>' },
  '-': { kind: 'arithmetic', to: '+' },
  '*': { kind: 'arithmetic', to: '/' },
};

/** @type {Readonly<Record<string, string>>} */
const LOGICAL = { '&&': '||', '||': '&&' };

/** Methods that have an opposite. @type {Readonly<Record<string, string>>} */
const SWAPPED = {
  some: 'every',
  every: 'some',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
  min: 'max',
  max: 'min',
  find: 'findLast',
  findLast: 'find',
  indexOf: 'lastIndexOf',
  lastIndexOf: 'indexOf',
};

/** Methods whose result is of the kind of what they are called on. */
const DROPPED = new Set([
  'filter',
  'toSorted',
  'toReversed',
  'slice',
  'trim',
  'trimEnd',
  'toLowerCase',
  'replaceAll',
]);

/** Statements after a condition that keep the rest from running. */
const LEAVING = new Set(['ReturnStatement', 'ContinueStatement', 'BreakStatement', 'ThrowStatement']);

/**
 * What mutants do, node by node.
 *
 * @param {string} source
 * @param {(mutation: Mutation) => void} found
 * @returns {import('rolldown/utils').VisitorObject}
 */
export function mutations(source, found) {
  const text = (/** @type {Span} */ { start, end }) => source.slice(start, end);
  /** Said of an expression. @param {Span} node @param {{ kind: string, to: string, at?: number }} change */
  const say = ({ start, end }, { kind, to, at = start }) => {
    found({ kind, to, at, start, end, statement: false });
  };
  const operatorAt = (/** @type {{ left: Span, operator: string, right: Span }} */ { left, operator }) =>
    source.indexOf(operator, left.end);
  const drop = (/** @type {Span} */ { start, end }) =>
    found({ kind: 'drop-statement', to: '', at: start, start, end, statement: true });

  return {
    BinaryExpression(node) {
      const change = BINARY[node.operator];
      if (change === undefined) return;
      const to = `${text(node.left)} ${change.to} ${text(node.right)}`;
      say(node, { kind: change.kind, to, at: operatorAt(node) });
    },
    LogicalExpression(node) {
      const other = LOGICAL[node.operator];
      const to =
        other === undefined ? text(node.left) : `(${text(node.left)}) ${other} (${text(node.right)})`;
      say(node, { kind: other === undefined ? 'no-default' : 'and-or', to, at: operatorAt(node) });
    },
    UnaryExpression(node) {
      if (node.operator === '!') say(node, { kind: 'no-not', to: text(node.argument) });
    },
    IfStatement(node) {
      say(node.test, leaves(node.consequent) ? { kind: 'if-never', to: 'false' } : negated(text(node.test)));
    },
    ConditionalExpression: (node) => say(node.test, negated(text(node.test))),
    Literal(node) {
      const change = literal(node.value);
      if (change !== undefined) say(node, change);
    },
    CallExpression(node) {
      const { callee } = node;
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return;
      const { name } = callee.property;
      const other = SWAPPED[name];
      const at = callee.property.start;
      if (other !== undefined)
        say(node, { kind: 'swap-method', to: swapped(source, { node, name: callee.property, other }), at });
      else if (DROPPED.has(name)) say(node, { kind: 'drop-method', to: text(callee.object), at });
    },
    ArrayExpression(node) {
      if (node.elements.length > 0) say(node, { kind: 'empty-array', to: '[]' });
    },
    ExpressionStatement(node) {
      if (typeof node.directive !== 'string') drop(node);
    },
    ContinueStatement: drop,
  };
}

/** @param {import('rolldown/utils').ESTree.Statement} statement */
function leaves(statement) {
  const last = statement.type === 'BlockStatement' ? statement.body.at(-1) : statement;
  return last !== undefined && LEAVING.has(last.type);
}

/** @param {string} condition */
function negated(condition) {
  return { kind: 'negate', to: `!(${condition})` };
}

/** @param {string} source @param {{ node: Span, name: Span, other: string }} call */
function swapped(source, { node, name, other }) {
  return source.slice(node.start, name.start) + other + source.slice(name.end, node.end);
}

/** @param {unknown} value */
function literal(value) {
  if (typeof value === 'boolean') return { kind: 'boolean', to: String(!value) };
  if (typeof value === 'number') return { kind: 'number', to: String(value + 1) };
  return typeof value === 'string' && value !== '' ? { kind: 'empty-string', to: "''" } : undefined;
}
