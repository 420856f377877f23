import { memoizeByObject } from '../model/memoize.ts';
import { isProjectFile, pairsOfProject } from '../dependencies/facts/pairs-of-project.ts';
import { pairsIn } from '../dependencies/facts/pairs-in-files.ts';
import type { RequirementsPair } from '../dependencies/facts/requirements-pair.ts';
import { projectDependencies, type ProjectDependency } from '../dependencies/facts/project-dependencies.ts';
import { spansIn, type SourceSpan } from '../model/source-span.ts';
import type { JudgedDocument } from './judged-document.ts';

/** What an open `pyproject.toml` asks for, and the pairs whose locks may hold it. */
export interface ProjectPlaces {
  readonly dependencies: readonly PlacedDependency[];
  readonly pairs: readonly RequirementsPair[];
}

export type PlacedDependency = ProjectDependency & { readonly at: SourceSpan };

/** `undefined` for every other document, and where no lock lies beside it. */
export const projectPlaces: (document: JudgedDocument) => ProjectPlaces | undefined = memoizeByObject(
  ({ policy, path, observations: { files } }) => {
    const content = isProjectFile(path) && Object.hasOwn(files, path) ? files[path] : undefined;
    const pairs = pairsOfProject(policy, path);
    if (pairs.length === 0 || content?.known !== true || content.value.kind !== 'text') return undefined;
    const { text } = content.value;
    const finder = spansIn(path, text);
    const dependencies = projectDependencies(text).map((dependency) => {
      const { start, end } = dependency.range;
      return { ...dependency, at: finder.span(start, end) };
    });
    return { dependencies, pairs: pairsIn({ dependencies: pairs }, files) };
  },
);
