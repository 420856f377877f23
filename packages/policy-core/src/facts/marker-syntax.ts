/**
 * Whether a text is an environment marker as PEP 508 defines it and the `packaging` library reads it.
 *
 * pip refuses a line whose marker it cannot read; whether a marker holds is not asked here. Strings
 * with a backslash are not taken for markers: packaging reads them as Python literals.
 */
export function isMarker(text: string): boolean {
  const tokens = tokensOf(text);
  if (tokens === undefined) return false;
  let depth = 0;
  let wantsItem = true;
  for (const token of tokens) {
    const isItem = token === '(' || token === 'comparison';
    if (isItem !== wantsItem) return false;
    if (token === '(') depth += 1;
    if (token === ')') depth -= 1;
    if (depth < 0) return false;
    wantsItem = token === '(' || token === 'and-or';
  }
  return depth === 0 && !wantsItem;
}

type Token = '(' | ')' | 'and-or' | 'comparison';

const VARIABLES = [
  'python_version',
  'python_full_version',
  'os[._]name',
  'sys[._]platform',
  'platform_(?:release|system)',
  'platform[._](?:version|machine|python_implementation)',
  'python_implementation',
  'implementation_(?:name|version)',
  'extras?',
  'dependency_groups',
];
const OPERAND = `(?:\\b(?:${VARIABLES.join('|')})\\b|'[^'\\\\]*'|"[^"\\\\]*")`;
const OPERATOR = `(?:===|==|~=|!=|<=|>=|<|>|\\bnot[ \\t]+in\\b|\\bin\\b)`;
const TOKEN = new RegExp(
  `[ \\t]*(?:(?<bracket>[()])|(?<connector>\\b(?:and|or)\\b)|${OPERAND}[ \\t]*${OPERATOR}[ \\t]*${OPERAND})`,
  'y',
);

/** `undefined` where something stands between the tokens. */
function tokensOf(text: string): readonly Token[] | undefined {
  const tokens = Array.from(text.trimEnd().matchAll(new RegExp(TOKEN, 'gy')));
  const length = tokens.reduce((sum, [token]) => sum + token.length, 0);
  if (length !== text.trimEnd().length) return undefined;
  return tokens.map(({ groups = {} }) => {
    if (groups['connector'] !== undefined) return 'and-or';
    return groups['bracket'] === '(' || groups['bracket'] === ')' ? groups['bracket'] : 'comparison';
  });
}
