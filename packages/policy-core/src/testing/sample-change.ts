import type { ChangeInput } from '../checker/observations-from-input.ts';
import type { Commit, Person } from '../model/observations.ts';

const ANA: Person = { name: 'Ana', email: 'ana@example.com' };

/** A commit by a person, without any trailer. */
export function commitOf(given: Partial<Commit> = {}): Commit {
  return { id: 'c'.repeat(40), author: ANA, committer: ANA, message: 'Do the work\n', paths: [], ...given };
}

/** Everything that could show an agent was seen, and nothing did. */
export const BY_A_PERSON = {
  branch: 'feature/x',
  author: 'ana',
  labels: [],
  commits: [commitOf()],
} satisfies Partial<ChangeInput>;

/** By an agent, on a branch of its kind. */
export const BY_AN_AGENT = {
  branch: 'auto/self-update-001',
  author: 'claude[bot]',
  commits: [commitOf({ message: 'Do the work\n\nCo-authored-by: Claude <noreply@anthropic.com>\n' })],
} satisfies Partial<ChangeInput>;
