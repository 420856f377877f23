import { configuredEnvironments, isConfiguration } from '../history/alembic-config.ts';
import { locationProblems, type LocationProblem } from '../history/location-problems.ts';
import { versionFiles } from '../history/version-files.ts';
import type { Observations, RevisionSources } from '../../model/observations.ts';
import { alembicFolders } from '../../policy/alembic-place.ts';
import type { MigrationsSection } from '../../policy/policy.ts';
import { startOf } from '../../model/source-span.ts';
import {
  configurationsIn,
  configurationsWanted,
  isNamedByPolicy,
  LINK,
  loadableEntries,
  touchedConfigurations,
} from './configurations-wanted.ts';
import { configurationSources } from './configuration-sources.ts';
import { revisionLinks } from './revision-links.ts';
import { folderOf } from '../../model/folder-of.ts';
import { defineSubjects, withFound } from '../../engine/judged-fact.ts';
import { policySections } from '../../engine/policy-sections.ts';
import { seenParts } from '../../engine/seen-inputs.ts';

/** What Alembic is told to load and the policy does not name. */
interface VersionLocations {
  /** Path of the policy. */
  readonly policy: string;
  readonly problems: readonly LocationProblem[];
}

const SEEN = ['focus', 'change', 'listing', 'files', 'revisions'] as const;
type Seen = Pick<Observations, (typeof SEEN)[number] | 'links' | 'configurations'>;

/** Those of each configuration under judgement, and each link among the revisions. */
export const versionLocations = defineSubjects<VersionLocations>({
  name: 'version-locations',
  words: 'configurations of Alembic',
  of: 'tree',
  isConfigured: (get) => policySections(get, 'migrations').migrations.alembic.length > 0,
  compute: (get) => {
    const policy = policySections(get, 'path', 'migrations');
    const { configurations, problems } = judgedLocations(policy, {
      ...seenParts(get, ...SEEN),
      ...get(configurationSources),
      links: get(revisionLinks),
    });
    const judged = configurations.map((path) => ({ paths: [path] }));
    return withFound(judged, problems).map((subject) => ({
      ...subject,
      judged: { policy: policy.path, problems: subject.judged },
    }));
  },
});

interface JudgedLocations {
  /** Paths of those that were looked at; links are looked at only where they are wrong. */
  readonly configurations: readonly string[];
  readonly problems: readonly LocationProblem[];
}

/** Of a tree all of them; of a change those of the configurations that it touches, and of what it adds. */
function judgedLocations(policy: MigrationsSection, seen: Seen): JudgedLocations {
  const links = linksAmongRevisions(policy, seen);
  const { folders } = configurationsWanted(policy, seen);
  if (folders.length === 0) return { configurations: [], problems: links };
  const texts = { ...seen.revisions?.files, ...seen.configurations?.files, ...seen.files };
  const inFolders = Object.entries(texts).filter(([path]) => folders.includes(folderOf(path)));
  const configurations = configurationsIn(Object.fromEntries(inFolders));
  const found = locationProblems({
    configurations,
    folders: alembicFolders(policy),
    isNamed: (location) => isNamedByPolicy(policy, location),
    paths: pathsIn(seen),
  });
  const problems = [...inFolders.flatMap(unread), ...found];
  return {
    configurations: [...new Set(configuredEnvironments(configurations).map(({ path }) => path))],
    problems: [...problems.filter(isJudged(policy, seen)), ...links],
  };
}

/** A change says itself what is a link; of a whole tree those are known that lead to folders, or out of it. */
function linksAmongRevisions(
  policy: MigrationsSection,
  { focus, change, links }: Seen,
): readonly LocationProblem[] {
  if (focus.kind === 'document') return [];
  const touched = change.known ? change.value.entries : [];
  const changed = touched.filter(({ status, newMode }) => status !== 'deleted' && newMode === LINK);
  const inTree = focus.kind === 'tree' ? Object.keys(links).filter((path) => links[path]?.known) : [];
  return [...new Set([...changed.map(({ path }) => path), ...inTree])]
    .filter((path) => alembicFolders(policy).some((folder) => liesAround(path, folder)))
    .map((path) => ({ kind: 'linked', environment: path, path, at: startOf(path) }));
}

function pathsIn({ configurations, revisions, listing, change }: Seen): readonly string[] {
  const listed = [configurations?.paths, revisions?.paths, listing].flatMap((paths) =>
    paths?.known === true ? paths.value : [],
  );
  // What is new on disk may not be listed yet.
  const touched = change.known ? change.value.entries.filter(({ status }) => status !== 'deleted') : [];
  return [...new Set([...listed, ...touched.map(({ path }) => path)])];
}

function unread([path, content]: [string, RevisionSources['files'][string]]): readonly LocationProblem[] {
  if (!isConfiguration(path.slice(path.lastIndexOf('/') + 1))) return [];
  const reason = !content.known
    ? content.reason
    : content.value.kind === 'unreadable'
      ? content.value.problem
      : undefined;
  if (reason === undefined) return [];
  return [{ kind: 'unclear', environment: path, path, at: startOf(path), reason }];
}

function isJudged(policy: MigrationsSection, seen: Seen): (problem: LocationProblem) => boolean {
  if (seen.focus.kind === 'tree') return () => true;
  const touched = touchedConfigurations(seen);
  if (seen.focus.kind === 'document') return ({ path }) => touched.includes(path);
  // What an ini file leaves out, the pyproject.toml beside it says, and the other way round.
  const folders = new Set(touched.map(folderOf));
  const added = loadableEntries(policy, seen);
  const paths = added.map(({ path }) => path);
  const links = added.filter(({ newMode }) => newMode === LINK).map(({ path }) => path);
  return (problem) => {
    if (folders.has(folderOf(problem.path))) return true;
    if (problem.kind === 'unclear' || problem.kind === 'linked') return false;
    const within = problem.kind === 'unnamed' ? [problem.folder] : problem.folders;
    if (links.some((link) => within.some((folder) => liesAround(link, folder)))) return true;
    if (problem.kind === 'unnamed') return versionFiles(paths, problem.location).length > 0;
    return paths.some(
      (path) => /\.py[co]$/.test(path) && within.some((folder) => path.startsWith(`${folder}/`)),
    );
  };
}

/** A link may be the folder itself, stand above it, or be one of its files. */
function liesAround(link: string, folder: string): boolean {
  return link === folder || folder.startsWith(`${link}/`) || link.startsWith(`${folder}/`);
}
