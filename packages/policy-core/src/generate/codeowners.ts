import type { PathPattern } from '../policy/patterns/path-pattern.ts';
import type { Policy, ProtectedSection } from '../policy/policy.ts';
import { ownerPatterns } from './codeowners-patterns.ts';
import { headerLine, type Generation } from './generated-file.ts';

/** GitHub reads this place before the root and docs/. */
export const CODEOWNERS_PATH = '.github/CODEOWNERS';

/** GitHub ignores the file beyond this. */
const MAX_CHARACTERS = 3_000_000;

/** Owners of every protected section that names them: of at least the paths the section protects. */
export function generateCodeowners({ path, protected: sections }: Policy): Generation {
  const owned = sections.filter(({ owners }) => owners.length > 0);
  if (owned.length === 0) {
    return problem(
      `No section under protected of ${path} says who owns it. Add owners to one: owners: ["@org/team"].`,
    );
  }
  for (const { id, owners } of owned) {
    const wrong = owners.find((owner) => !OWNER.test(owner));
    if (wrong !== undefined) {
      return problem(
        `${JSON.stringify(wrong)}, an owner of the section ${id}, is no name GitHub knows. Write @user, @org/team or an e-mail address.`,
      );
    }
  }
  const blocks = sections.map((section) => block(section, owned));
  const text = [headerLine('lockkeeper generate codeowners', path), ABOUT, ...blocks].join('\n');
  if (text.length > MAX_CHARACTERS) {
    return problem(
      `The CODEOWNERS file would have ${text.length} characters, and GitHub ignores it beyond ${MAX_CHARACTERS}. Write fewer or simpler patterns.`,
    );
  }
  return { kind: 'files', files: [{ path: CODEOWNERS_PATH, text }], next: NEXT };
}

/** A user or a team, or an address. */
const OWNER = /^(@[\w-]+(\/[\w.-]+)?|[^\s@#]+@[^\s@#]+)$/;

const ABOUT = `#
# Who is asked for a review. The rules cover at least what the policy protects, sometimes more: CODEOWNERS
# cannot say everything a policy can. Where sections overlap, GitHub asks the owners of the last one.
`;

const NEXT = [
  'Commit it to the branch that pull requests go to: GitHub reads it there.',
  'Ask for a review of code owners in the ruleset of that branch; `lockkeeper generate rulesets` does so.',
];

function block(section: ProtectedSection, owned: readonly ProtectedSection[]): string {
  const { id, description, owners, paths } = section;
  const title = `# ${oneLine(description === undefined ? id : `${id}: ${description}`)}`;
  if (owners.length === 0) {
    return [
      title,
      '# Nobody is named as its owner.',
      ...paths.map(({ pattern }) => `#   ${pattern.text}`),
      '',
    ].join('\n');
  }
  const rules = paths.flatMap(({ pattern }) => ownerPatterns(pattern).patterns);
  const others = owned.filter((other) => other !== section);
  return [
    title,
    ...unique(rules).map((rule) => `${rule} ${owners.join(' ')}`),
    ...section.except.flatMap((pattern) => exception(pattern, others)),
    '',
  ].join('\n');
}

/**
 * A line without owners takes a path from everybody, so it stands only where it means exactly the exception and
 * no other section could want the path. Else the path keeps its owners: asking once too often opens nothing.
 */
function exception(pattern: PathPattern, others: readonly ProtectedSection[]): readonly string[] {
  const { patterns, isExact } = ownerPatterns(pattern);
  const wanted = others.some(({ paths }) => paths.some((line) => mayMeet(line.pattern, pattern)));
  if (isExact && !wanted) return patterns;
  return [`# The exception ${pattern.text} cannot be said here, so these paths keep their owners.`];
}

/** Whether there may be a path that both match. */
function mayMeet({ literalPrefix: one }: PathPattern, { literalPrefix: other }: PathPattern): boolean {
  return `${one}/`.startsWith(`${other}/`) || `${other}/`.startsWith(`${one}/`) || one === '' || other === '';
}

function unique(lines: readonly string[]): readonly string[] {
  return [...new Set(lines)];
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

function problem(text: string): Generation {
  return { kind: 'problem', problem: text };
}
