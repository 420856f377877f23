import { compileCodeownersPattern } from './codeowners-pattern.ts';
import { lastMatchOf } from '../patterns/last-match.ts';
import type { PathPattern } from '../patterns/path-pattern.ts';

/** A CODEOWNERS file as GitHub reads it: a line it cannot read counts for nothing, the others stand. */
export interface CodeOwnersFile {
  /** In the order of the file. */
  readonly rules: readonly CodeOwnersRule[];
  readonly problems: readonly CodeOwnersProblem[];
  /** The last rule that covers the path; `undefined` when none does. */
  ruleFor(path: string): CodeOwnersRule | undefined;
}

export interface CodeOwnersRule {
  readonly pattern: PathPattern;
  /** As written: `@user`, `@org/team`, addresses. Empty: nobody owns these paths, on purpose. */
  readonly owners: readonly string[];
  /** From 1. */
  readonly line: number;
}

export interface CodeOwnersProblem {
  /** From 1. */
  readonly line: number;
  /** What is wrong, then what to do. */
  readonly problem: string;
}

export function codeOwnersFile(text: string): CodeOwnersFile {
  const lines = text
    .split('\n')
    .map((content, index) => ({ content: content.trim(), line: index + 1 }))
    .filter(({ content }) => content !== '' && !content.startsWith('#'))
    .map(({ content, line }) => readLine(content, line));
  const rules = lines.filter((read) => 'pattern' in read);
  const lastMatch = lastMatchOf(rules.map(({ pattern }) => pattern));
  return {
    rules,
    problems: lines.filter((read) => 'problem' in read),
    ruleFor: (path) => {
      const index = lastMatch(path);
      return index === undefined ? undefined : rules[index];
    },
  };
}

/** Blanks end the pattern unless escaped. A # that is escaped stays, so that the pattern is refused. */
const PATTERN = /^(?:\\[^]|[^\\#\t ])*\\?/;

const OWNER = /^(?:@[\w-]+(?:\/[\w-]+)?|[\w.%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,})$/;

function readLine(content: string, line: number): CodeOwnersRule | CodeOwnersProblem {
  const written = PATTERN.exec(content)?.[0] ?? '';
  const [rest = ''] = content.slice(written.length).split('#');
  const owners = rest.split(/[\t ]+/).filter((owner) => owner !== '');
  const stranger = owners.find((owner) => !OWNER.test(owner));
  if (stranger !== undefined) {
    return { line, problem: `${stranger} is no owner. Write @user, @org/team or an email address.` };
  }
  const result = compileCodeownersPattern(withPlainBrackets(written));
  if (result.kind === 'problem') return { line, problem: result.problem };
  return { pattern: { ...result.pattern, text: written }, owners, line };
}

/** GitHub takes brackets as they stand, so a file that is in force is read with them. */
function withPlainBrackets(pattern: string): string {
  return pattern.replaceAll(/\\[^]|[[\]]/g, (sign) => (sign.length > 1 ? sign : `\\${sign}`));
}
