import { AREAS } from '../rule-files.mjs';

/** Words that cannot name a constant in a module. */
const RESERVED = new Set(
  'await break case catch class const continue default delete do else enum export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof var void while with yield'.split(
    ' ',
  ),
);

/**
 * @typedef {object} RuleName
 * @property {string} id
 * @property {string} area
 * @property {string} name
 * @property {string} constant what the rule is called in code
 *
 * @typedef {{ readonly kind: 'name', readonly value: RuleName } | { readonly kind: 'refused', readonly why: string }} ReadName
 */

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)+$|^[a-z][a-z0-9]{2,}$/;

/**
 * @param {string} text such as `migrations/ban-drop-column`
 * @returns {ReadName}
 */
export function readRuleName(text) {
  const { area = '', name = '' } = /^(?<area>[^/]*)\/(?<name>.*)$/.exec(text)?.groups ?? {};
  if (!AREAS.includes(area)) {
    return refused(
      `"${text}" does not begin with an area. Write area/name, the area being one of ${AREAS.join(', ')}.`,
    );
  }
  if (!NAME.test(name)) {
    return refused(
      `"${name}" is not a rule name. Use lower-case words joined by -, such as ban-drop-column.`,
    );
  }
  const constant = camelCase(name);
  const value = {
    id: text,
    area,
    name,
    constant: RESERVED.has(constant) ? camelCase(`${name}-${area}`) : constant,
  };
  return { kind: 'name', value };
}

/**
 * @typedef {object} FactName
 * @property {string} name
 * @property {string} constant what the fact is called in code
 * @property {string} type of one thing that it holds
 */

/**
 * @param {string} name such as `protected-changes`
 * @returns {{ readonly kind: 'name', readonly value: FactName } | { readonly kind: 'refused', readonly why: string }}
 */
export function readFactName(name) {
  const constant = camelCase(name);
  if (!NAME.test(name) || RESERVED.has(constant)) {
    return {
      kind: 'refused',
      why: `"${name}" is not the name of a fact. Use lower-case words joined by -, such as changed-links.`,
    };
  }
  const type = `${constant.charAt(0).toUpperCase()}${constant.slice(1)}Item`;
  return { kind: 'name', value: { name, constant, type } };
}

/**
 * @param {string} why
 * @returns {ReadName}
 */
function refused(why) {
  return { kind: 'refused', why };
}

/** @param {string} words joined by `-` */
function camelCase(words) {
  return words.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
}
