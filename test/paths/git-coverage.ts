import { gitPatterns } from './git-patterns.ts';

/** Asks git about paths that never stood in one tree together. */
export interface GitCoverage {
  /** Paths that any of the pathspecs covers and none with `exclude` does. */
  covered(pathspecs: readonly string[]): ReadonlySet<string>;
  remove(): void;
}

/** An index holds a name either as a file or as a directory, so the paths are spread over several. */
export function gitCoverage(paths: readonly string[]): GitCoverage {
  const repositories = withoutClashes(paths).map(gitPatterns);
  return {
    covered: (pathspecs) =>
      new Set(repositories.flatMap((repository) => [...repository.byPathspecs(pathspecs)])),
    remove: () => {
      for (const repository of repositories) repository.remove();
    },
  };
}

function withoutClashes(paths: readonly string[]): readonly (readonly string[])[] {
  const directories = new Set(paths.flatMap(directoriesOf));
  const clashing = [...new Set(paths)].filter((path) => directories.has(path));
  const others = [...new Set(paths)].filter((path) => !directories.has(path));
  return clashing.length === 0 ? [others] : [others, ...withoutClashes(clashing)];
}

function directoriesOf(path: string): readonly string[] {
  const names = path.split('/').slice(0, -1);
  return names.map((_, index) => names.slice(0, index + 1).join('/'));
}
