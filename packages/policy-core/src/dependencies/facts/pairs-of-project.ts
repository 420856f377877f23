import type { Observations } from '../../model/observations.ts';
import type { DependencyPair, Policy } from '../../policy/policy.ts';

/** Whether a file is a `pyproject.toml`, which may say what the locks beside it are made from. */
export function isProjectFile(path: string): boolean {
  return path === NAME || path.endsWith(`/${NAME}`);
}

const NAME = 'pyproject.toml';

/** The pairs whose lock lies beside a `pyproject.toml`, or in a folder below. */
export function pairsOfProject(
  { dependencies }: Pick<Policy, 'dependencies'>,
  path: string,
): readonly DependencyPair[] {
  if (!isProjectFile(path)) return [];
  const folder = path.slice(0, -NAME.length);
  return dependencies.filter(({ lock }) => lock.startsWith(folder));
}

/** What an editor needs to say what is locked of an open `pyproject.toml`; nothing of it is judged for that. */
export function projectFiles(
  policy: Pick<Policy, 'dependencies'>,
  { focus }: Pick<Observations, 'focus'>,
): readonly string[] {
  if (focus.kind !== 'document') return [];
  const pairs = pairsOfProject(policy, focus.path);
  return pairs.length === 0 ? [] : [focus.path, ...pairs.flatMap(({ source, lock }) => [source, lock])];
}
