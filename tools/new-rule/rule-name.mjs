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
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)+$|^[a-z][a-z0-9]{2,}$/.test(name)) {
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
