import { isPythonWhiteSpace, trimPythonWhiteSpace } from './python-white-space.ts';
import type { Version } from './version.ts';
import { cursorOn } from './version-cursor.ts';
import { scanVersion } from './version-scan.ts';

/** The longer ones first, so that the first that fits is the one that was written. */
export const OPERATORS = ['===', '~=', '==', '!=', '<=', '>=', '<', '>'] as const;
export type Operator = (typeof OPERATORS)[number];

/** One clause of a version specifier, such as `>=1.2`. */
export interface Specifier {
  readonly operator: Operator;
  /** As written, without white space around it: `1.2`, `1.*`; any text after `===`. */
  readonly version: string;
}

/** White space is allowed around the clause and behind the operator. `undefined` when it is no clause. */
export function parseSpecifier(text: string): Specifier | undefined {
  const clause = trimPythonWhiteSpace(text);
  const operator = OPERATORS.find((candidate) => clause.startsWith(candidate));
  if (operator === undefined) return undefined;
  const version = trimPythonWhiteSpace(clause.slice(operator.length));
  return mayFollow(operator, version) ? { operator, version } : undefined;
}

/** `1.2` of `1.2.*`; `undefined` when it is no wildcard. */
export function wildcardPrefix(version: string): string | undefined {
  return version.endsWith('.*') ? version.slice(0, -2) : undefined;
}

function mayFollow(operator: Operator, version: string): boolean {
  switch (operator) {
    case '===':
      return isArbitraryText(version);
    case '==':
    case '!=':
      return isWildcard(version) || formOf(version) !== undefined;
    case '~=':
      return isCompatibleBase(version);
    default: {
      const form = formOf(version);
      return form !== undefined && form.local === undefined;
    }
  }
}

/** What may stand in a requirement: no white space, no end of parentheses, no beginning of a marker. */
function isArbitraryText(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === SEMICOLON || code === CLOSING_PARENTHESIS || isPythonWhiteSpace(code)) return false;
  }
  return true;
}

function isWildcard(text: string): boolean {
  const prefix = wildcardPrefix(text);
  const version = prefix === undefined ? undefined : formOf(prefix);
  return version !== undefined && isReleaseOnly(version);
}

function isReleaseOnly({ pre, post, dev, local }: Version): boolean {
  return pre === undefined && post === undefined && dev === undefined && local === undefined;
}

function isCompatibleBase(text: string): boolean {
  const version = formOf(text);
  return version !== undefined && version.release.length > 1 && version.local === undefined;
}

/** Whatever has the form of a version will do: packaging reads the numbers only when it compares. */
function formOf(text: string): Version | undefined {
  return scanVersion(cursorOn(text));
}

const CLOSING_PARENTHESIS = 0x29;
const SEMICOLON = 0x3b;
