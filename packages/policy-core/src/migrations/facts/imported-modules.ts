import { possibleModules } from '../alembic/module-places.ts';
import { moduleFile, modulesOf, type ModuleFile, type ModulesFor } from '../alembic/revision-modules.ts';
import { textInContent } from '../../model/file-content.ts';
import { configuredEnvironments, type ConfigurationFile } from '../history/alembic-config.ts';
import { withinRepository } from '../history/configured-place.ts';
import { lazily } from '../../model/lazy.ts';
import type { Observations, RevisionSources } from '../../model/observations.ts';
import type { MigrationPolicy, MigrationsSection } from '../../policy/policy.ts';
import { memoizeByObject } from '../../model/memoize.ts';
import { madeOfAnswers, textAmong, type Ask, type KeptAnswers } from './kept-answers.ts';
import { configurationsAmong } from './revisions-wanted.ts';

type Texts = RevisionSources['files'];

/** Of what was seen; the same function as long as no file that was looked for is another. */
export function modulesAmong(
  policy: MigrationsSection,
  { files, revisions }: Pick<Observations, 'files' | 'revisions'>,
): ModulesFor {
  const sources = [files, revisions?.files ?? {}, revisions?.modules ?? {}];
  return madeOfAnswers(lastModules(policy.migrations), sources, (ask) => {
    const known = new Map<string, ModuleFile | undefined>();
    const fileAt = (path: string): ModuleFile | undefined => {
      if (!known.has(path)) {
        const text = ask(`text ${path}`, (among) => textAmong(among, path));
        known.set(path, text === undefined ? undefined : moduleFile(path, text));
      }
      return known.get(path);
    };
    const rootsFor = rootsAsked(policy, ask);
    const found = new Map<string, { readonly text: string; readonly modules: ReturnType<ModulesFor> }>();
    return (path, text) => {
      const before = found.get(path);
      if (before?.text === text) return before.modules;
      const modules = modulesOf(text, { path, roots: rootsFor(path) }, fileAt);
      found.set(path, { text, modules });
      return modules;
    };
  });
}

const lastModules = memoizeByObject((_migrations: MigrationPolicy): KeptAnswers<ModulesFor> => ({}));

/** As {@link rootsIn}; the configurations are asked for. */
export function rootsAsked(policy: MigrationsSection, ask: Ask): (path: string) => readonly string[] {
  return rootsOf(() => ask('configurations', (among) => configurationsAmong(policy, among.toReversed())));
}

/**
 * Files that may be modules of the repository that these revisions import, and that a host has to look for. Those
 * that are there are asked again, since they may import others.
 */
export function modulesToRead(
  policy: MigrationsSection,
  texts: Texts,
  { configurations, importing }: { readonly configurations: Texts; readonly importing: readonly string[] },
): readonly string[] {
  const rootsFor = rootsIn(policy, [configurations]);
  const wanted = new Set<string>();
  for (const path of importing) {
    const text = textInContent(texts[path]);
    if (text === undefined) continue;
    for (const file of possibleModules(text, { path, roots: rootsFor(path) })) wanted.add(file);
  }
  return [...wanted].filter((path) => !Object.hasOwn(texts, path));
}

/** Folders that Python looks in when Alembic loads the revision at a path, as far as that is written down. */
export function rootsIn(
  policy: MigrationsSection,
  texts: readonly Texts[],
): (path: string) => readonly string[] {
  return rootsOf(() => configurationsAmong(policy, texts));
}

function rootsOf(configurations: () => readonly ConfigurationFile[]): (path: string) => readonly string[] {
  const environments = lazily(() => configuredEnvironments(configurations()));
  const byFolder = new Map<string, readonly string[]>();
  return (path) => {
    const folder = path.slice(0, Math.max(path.lastIndexOf('/'), 0));
    const before = byFolder.get(folder);
    if (before !== undefined) return before;
    const started = environments().filter((one) => one.folder === '' || path.startsWith(`${one.folder}/`));
    const roots = started.flatMap((one) => [
      one.folder,
      ...[...one.pythonFolders, 'src'].flatMap(
        (written) => withinRepository(`${one.folder}/${written}`) ?? [],
      ),
    ]);
    const all = [...new Set(['', 'src', ...roots])];
    byFolder.set(folder, all);
    return all;
  };
}
