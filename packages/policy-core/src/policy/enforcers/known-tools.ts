import { compilePattern, type PathPattern } from '../patterns/path-pattern.ts';
import { AGENTS } from './agents.ts';
import { OTHER_TOOLS } from './others.ts';
import type { AgentMarks, KnownTool } from './tool.ts';

/** Every tool that is known: what it reads in a repository, and how it signs, each with its source. */
export const KNOWN_TOOLS: readonly KnownTool[] = [...OTHER_TOOLS, ...AGENTS];

/** What enforces a policy, beside the policy itself: CI, owners, what git shows and runs, what agents are told. */
export const ENFORCERS: readonly string[] = [
  ...new Set(KNOWN_TOOLS.flatMap(({ files }) => files.flatMap(({ patterns }) => patterns))),
];

/** Protected whole, but for what is not enforcing in it. */
export const WHOLE_FOLDER = '.github/**';

/** What lies there and asks nothing of anybody: forms, and pages for people. */
export const NOT_ENFORCING: readonly PathPattern[] = [
  ...['ISSUE_TEMPLATE', 'DISCUSSION_TEMPLATE', 'PULL_REQUEST_TEMPLATE'].map((name) => `${name}/**`),
  ...['ISSUE_TEMPLATE', 'PULL_REQUEST_TEMPLATE', 'issue_template', 'pull_request_template'].map(page),
  ...['CODE_OF_CONDUCT', 'CONTRIBUTING', 'GOVERNANCE', 'SECURITY', 'SUPPORT'].map(page),
  'FUNDING.yml',
].flatMap((name) => {
  const result = compilePattern(`.github/${name}`);
  return result.kind === 'pattern' ? [result.pattern] : [];
});

function page(name: string): string {
  return `${name}.md`;
}

type ListedMark = Exclude<keyof AgentMarks, 'source'>;

/** The signs of one kind, of all agents. */
export function marksOf(kind: ListedMark): readonly string[] {
  return AGENTS.flatMap(({ signs }) => signs?.[kind] ?? []);
}
