import { Visitor, parseSync } from 'rolldown/utils';

import { mutations } from './mutations.mjs';

/**
 * A place in a source text that a mutant may change.
 *
 * @typedef {object} Site
 * @property {string} kind what is changed: `compare`, `and-or`, `if-never`, ...
 * @property {number} at offset that tells sites of one kind apart: the operator, else the start
 * @property {number} start
 * @property {number} end
 * @property {string} from the text between `start` and `end`
 * @property {string} to what the mutant says instead
 * @property {boolean} statement whether the whole is a statement, which goes away
 * @property {string} inside function or class member around it, from the outermost name to the innermost
 *
 * @typedef {{ readonly start: number, readonly end: number }} Span
 * @typedef {Span & { readonly name: string }} NamedSpan
 */

/**
 * The sites inside functions: what stands at module level runs at the import of every test and is no behaviour.
 *
 * @param {string} file
 * @param {string} source
 * @returns {readonly Site[]} in the order of the text
 */
export function sitesOf(file, source) {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`);

  const { functions, names, ruledOut } = spansOf(program);
  /** @type {Site[]} */
  const sites = [];
  const visitor = mutations(source, (site) => {
    const holds = (/** @type {Span} */ span) => span.start <= site.start && site.end <= span.end;
    if (!functions.some(holds) || ruledOut.some(holds)) return;
    sites.push({
      ...site,
      from: source.slice(site.start, site.end),
      inside: names
        .filter(holds)
        .map(({ name }) => name)
        .join('.'),
    });
  });
  new Visitor(visitor).visit(program);
  return sites.toSorted((one, other) => one.at - other.at);
}

/** @param {import('rolldown/utils').ESTree.Program} program */
function spansOf(program) {
  /** @type {Span[]} */
  const functions = [];
  /** @type {NamedSpan[]} */
  const names = [];
  /** @type {Span[]} Where a literal is no value: a type, a key, the name of a module. */
  const ruledOut = [];

  const body = (/** @type {{ body: Span | null }} */ node) => {
    if (node.body !== null) functions.push(node.body);
  };
  const named = (/** @type {Span} */ node, /** @type {Span & { name?: unknown }} */ name) => {
    if (typeof name.name === 'string') names.push({ start: node.start, end: node.end, name: name.name });
  };
  const member = (/** @type {Span & { key: Span, computed: boolean }} */ node) => {
    named(node, node.key);
    if (!node.computed) ruledOut.push(node.key);
  };
  const ruleOut = (/** @type {Span} */ node) => void ruledOut.push(node);

  new Visitor({
    FunctionDeclaration(node) {
      body(node);
      if (node.id !== null) named(node, node.id);
    },
    FunctionExpression: body,
    ArrowFunctionExpression: body,
    ClassDeclaration: (node) => node.id !== null && named(node, node.id),
    VariableDeclarator: (node) => named(node, node.id),
    MethodDefinition: member,
    PropertyDefinition: member,
    Property: member,
    TSLiteralType: ruleOut,
    ImportDeclaration: ruleOut,
    ExportNamedDeclaration: (node) => node.source !== null && ruleOut(node),
    ExportAllDeclaration: ruleOut,
    ImportExpression: ruleOut,
    NewExpression: (node) => isUrl(node) && ruleOut(node),
  }).visit(program);
  return { functions, names: names.toSorted((one, other) => one.start - other.start), ruledOut };
}

/** A bundler reads `new URL('./file', import.meta.url)` as it stands. @param {import('rolldown/utils').ESTree.NewExpression} node */
function isUrl({ callee }) {
  return callee.type === 'Identifier' && callee.name === 'URL';
}
