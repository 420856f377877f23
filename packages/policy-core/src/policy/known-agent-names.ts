/**
 * What agents are called where they sign as co-authors: expressions for the part before the address.
 *
 * Devin, Claude, Jules, Cursor, Kiro and Junie are people as well. One of these names counts where a word or a
 * version of the product stands behind it, where a tool is said to be used, or where no address
 * follows, which people never leave out. The other names count as the whole of a name only.
 */
export function coAuthorExpressions(): readonly string[] {
  return [
    expression(String.raw`\b${oneOf(FIRST_NAMES)}${BETWEEN}*(?:${PRODUCT_WORD}|${VERSION})${END}`),
    expression(String.raw`\b(?:via|with|using|anthropic|google|cognition) ${oneOf(FIRST_NAMES)}${END}`),
    expression(String.raw`\b(?:copilot|chatgpt)${END}`),
    `/^\\s*${oneOf(FIRST_NAMES)}\\s*$/i`,
    `/^\\s*(?:openai |google )?${oneOf(PRODUCTS)}(?:${BETWEEN}+(?:${PRODUCT_WORD}|${VERSION}))*${IN_BRACKETS}\\s*(?:<|$)/i`,
    expression(String.raw`\b(?:via|with|using) ${oneOf(PRODUCTS)}${END}`),
  ];
}

/** For what names the tool that was used, and no person. */
export const AGENT_NAME = String.raw`/\b(claude|copilot|codex|chatgpt|cursor( agent)?|devin|aider|gemini|jules|openhands|windsurf|cline|roo code|roomote|opencode|qwen[- ]?coder?|amp|warp|kiro|junie|droid|crush|auggie|trae|replit|kilo code)\b/i`;

const FIRST_NAMES = ['claude', 'devin', 'jules', 'cursor', 'kiro', 'junie'];
const PRODUCTS = [
  'codex',
  'aider',
  'gemini',
  'openhands',
  'windsurf',
  'opencode',
  'qwen[- ]?coder',
  'roo code',
  'roomote',
  'kilo code',
  'factory[- ]droid',
  'auggie',
];
/** Ai is a family name. */
const PRODUCT_WORD = '(?:code|opus|sonnet|haiku|agent|assistant|bot|cli|pro|flash|cascade|(?-i:AI|ai))';
const VERSION = String.raw`v?\d+(?:\.\d+)*`;
const BETWEEN = String.raw`[ ._()\[\]/-]`;
const IN_BRACKETS = String.raw`(?: *\((?-i:[^()<>]*)\)| *\[bot\])?`;
/**
 * `\b` takes the letter behind for a sign where it is not ASCII. Classes of letters would do it as well
 * and take twenty milliseconds to compile.
 */
const END = String.raw`(?:[\x00-/:-@\[-\x60{-\x7f]|$)`;

/** Anywhere before the address. With `i` the one sign that is left out would be looked up in all its cases. */
function expression(source: string): string {
  return `/^(?-i:[^<]*)${source}/i`;
}

function oneOf(words: readonly string[]): string {
  return `(?:${words.join('|')})`;
}
