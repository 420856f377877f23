import { possibleModules } from '../alembic/module-places.ts';
import {
  moduleFile,
  modulesOf,
  type ModuleFile,
  type ModulesFor,
  type RevisionModules,
} from '../alembic/revision-modules.ts';
import type { FileContent } from '../../model/file-content.ts';
import { configuredEnvironments } from '../history/alembic-config.ts';
import { withinRepository } from '../history/configured-place.ts';
import { lazily } from '../../model/lazy.ts';
import type { Known } from '../../model/known.ts';
import type { Observations, RevisionSources } from '../../model/observations.ts';
import type { MigrationPolicy, MigrationsSection } from '../../policy/policy.ts';
import { memoizeByObject } from '../../model/memoize.ts';
import { configurationsAmong, isConfigurationPath } from './revisions-wanted.ts';

type Texts = RevisionSources['files'];

/** Of what was seen. As long as nothing that was looked for is another, what a revision imports is what it was. */
export function modulesAmong(
  policy: MigrationsSection,
  { files, revisions }: Pick<Observations, 'files' | 'revisions'>,
): ModulesFor {
  const { asked, found } = knownModules(policy, { judged: files, beside: revisions });
  const sources = [files, revisions?.files ?? {}, revisions?.modules ?? {}];
  const known = new Map<string, ModuleFile | undefined>();
  const fileAt = (path: string): ModuleFile | undefined => {
    asked.add(path);
    if (!known.has(path)) known.set(path, fileIn(sources, path));
    return known.get(path);
  };
  const rootsFor = rootsIn(policy, sources.toReversed());
  return (path, text) => {
    const before = found.get(path);
    if (before?.text === text) return before.modules;
    const modules = modulesOf(text, { path, roots: rootsFor(path) }, fileAt);
    found.set(path, { text, modules });
    return modules;
  };
}

interface Among {
  readonly judged: Texts;
  readonly beside: RevisionSources | undefined;
}

interface KnownModules {
  among: Among;
  /** Where modules were looked for. */
  readonly asked: Set<string>;
  /** By the path of a revision. */
  readonly found: Map<string, { readonly text: string; readonly modules: RevisionModules | undefined }>;
}

const lastModules = memoizeByObject((_migrations: MigrationPolicy): { last?: KnownModules } => ({}));

/** Those of the last time, where it was among the same files: a key pressed in a revision is seen by those that import it. */
function knownModules(policy: MigrationsSection, among: Among): KnownModules {
  const kept = lastModules(policy.migrations);
  if (kept.last === undefined || !isSameAmong(policy, kept.last, among))
    kept.last = { among, asked: new Set(), found: new Map() };
  kept.last.among = among;
  return kept.last;
}

function isSameAmong(policy: MigrationsSection, { among, asked }: KnownModules, now: Among): boolean {
  if (among.beside?.files !== now.beside?.files || among.beside?.modules !== now.beside?.modules)
    return false;
  const paths = new Set([...Object.keys(among.judged), ...Object.keys(now.judged)]);
  return [...paths].every(
    (path) =>
      textOf(ownText(among.judged, path)) === textOf(ownText(now.judged, path)) ||
      !(asked.has(path) || isConfigurationPath(policy, path)),
  );
}

function ownText(texts: Texts, path: string): Known<FileContent> | undefined {
  return Object.hasOwn(texts, path) ? texts[path] : undefined;
}

/** What was seen first counts, also that nothing is there. */
function fileIn(sources: readonly Texts[], path: string): ModuleFile | undefined {
  const content = sources.find((files) => Object.hasOwn(files, path))?.[path];
  if (content?.known !== true || content.value.kind !== 'text') return undefined;
  return { ...worked(content.value), path };
}

/** A file that reads the same in the next run is the same object. */
const worked = memoizeByObject((content: Extract<FileContent, { kind: 'text' }>) =>
  moduleFile('', content.text),
);

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
    const text = textOf(texts[path]);
    if (text === undefined) continue;
    for (const file of possibleModules(text, { path, roots: rootsFor(path) })) wanted.add(file);
  }
  return [...wanted].filter((path) => !Object.hasOwn(texts, path));
}

function textOf(content: Known<FileContent> | undefined): string | undefined {
  return content?.known === true && content.value.kind === 'text' ? content.value.text : undefined;
}

/** Folders that Python looks in when Alembic loads the revision at a path, as far as that is written down. */
export function rootsIn(
  policy: MigrationsSection,
  texts: readonly Texts[],
): (path: string) => readonly string[] {
  const environments = lazily(() => configuredEnvironments(configurationsAmong(policy, texts)));
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
