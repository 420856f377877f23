import type { FileContent } from '../../model/file-content.ts';
import { comparedHistory } from '../history/compared-history.ts';
import type { RevisionEnvironment } from '../history/environments.ts';
import { headPins } from '../history/head-pins.ts';
import type { RevisionTexts } from '../history/revision-texts.ts';
import type { HeadPin, RevisionHistory } from '../history/revision-history.ts';
import { versionFiles } from '../history/version-files.ts';
import { observed, unobserved, type Known } from '../../model/known.ts';
import type { Observations, RevisionSources } from '../../model/observations.ts';
import type { Parsers } from '../../parsers/parsers.ts';
import type { MigrationsSection } from '../../policy/policy.ts';
import { revisionEnvironments } from './revisions-wanted.ts';
import { memoizeByObject } from '../../model/memoize.ts';
import { withValues } from '../../model/patched-map.ts';
import { modulesAmong } from './imported-modules.ts';
import { conventionsAmong } from './naming-conventions.ts';
import { vouchedFunctions } from './vouched-functions.ts';
import { sameEnvironment, targetEnvironments } from './target-environments.ts';

interface Judged {
  /** `undefined` when not loaded. */
  readonly parsers: Parsers | undefined;
  /** Paths of the migrations under judgement. */
  readonly paths: readonly string[];
  /** Files under judgement that name a head; left out: none. */
  readonly pins?: readonly string[];
}

export interface FoundHistory {
  readonly environment: RevisionEnvironment;
  readonly history: RevisionHistory;
}

/**
 * The Alembic environments that what is judged belongs to, each as a whole; on the whole tree, all of them.
 */
export function revisionHistories(
  policy: MigrationsSection,
  seen: Pick<Observations, 'focus' | 'files' | 'revisions'>,
  { parsers, paths, pins = [] }: Judged,
): Known<readonly FoundHistory[]> {
  const { focus, revisions: sources } = seen;
  if (sources === undefined) return unobserved('the revisions beside it were not looked at');
  if (!sources.paths.known) return sources.paths;
  if (parsers === undefined) return unobserved('the parsers are not loaded');
  const texts = textsNow(seen.files, { ...sources, listed: sources.paths.value });
  const { environments } = revisionEnvironments(policy, sources.paths.value, [sources.files, seen.files]);
  const modulesFor = modulesAmong(policy, seen);
  const isVouchedFor = vouchedFunctions(policy);
  const conventionFor = conventionsAmong(policy, seen, parsers);
  const onMerge = environmentsOnMerge(policy, { files: seen.files, revisions: sources });
  const known = environments.map((environment) => ({
    environment,
    onMerge: onMerge(environment),
    pins: headPins(environment, environments, texts),
  }));
  return observed(
    known
      .filter((one) => focus.kind === 'tree' || isJudged(one, { paths, pins }))
      .map(({ environment, ...more }) => ({
        environment,
        history: comparedHistory(environment, {
          focus,
          sources,
          texts,
          parsers,
          modulesFor,
          conventionFor,
          isVouchedFor,
          ...more,
        }),
      })),
  );
}

interface Environment {
  readonly environment: RevisionEnvironment;
  readonly onMerge: Known<RevisionEnvironment> | undefined;
  readonly pins: readonly HeadPin[];
}

/** Whether something under judgement belongs to it, or will. */
function isJudged(
  { environment, onMerge, pins }: Environment,
  judged: Required<Pick<Judged, 'paths' | 'pins'>>,
): boolean {
  return (
    versionFiles(judged.paths, environment).length > 0 ||
    (onMerge?.known === true && versionFiles(judged.paths, onMerge.value).length > 0) ||
    pins.some(({ path }) => judged.pins.includes(path))
  );
}

/** What an environment loads once a change is merged; `undefined` where that is the same as here. */
function environmentsOnMerge(
  policy: MigrationsSection,
  seen: Pick<Observations, 'files'> & { readonly revisions: RevisionSources },
): (environment: RevisionEnvironment) => Known<RevisionEnvironment> | undefined {
  const there = targetEnvironments(policy, seen);
  if (there?.known !== true) return () => there;
  return (environment) => {
    const later = sameEnvironment(environment, there.value);
    return later === undefined || isSame(environment, later) ? undefined : observed(later);
  };
}

function isSame(one: RevisionEnvironment, other: RevisionEnvironment): boolean {
  return one.folders.join('\n') === other.folders.join('\n') && one.isRecursive === other.isRecursive;
}

/** What is judged stands before what was read beside it; a file that is new may not be listed yet. */
function textsNow(
  judged: Observations['files'],
  { listed, files }: Pick<RevisionSources, 'files'> & { readonly listed: readonly string[] },
): RevisionTexts {
  return withValues(textsBeside(listed)(files), Object.entries(judged));
}

/** Of the same files once: most keys are pressed in one that is judged. */
const textsBeside = memoizeByObject((listed: readonly string[]) =>
  memoizeByObject(
    (files: RevisionSources['files']): RevisionTexts =>
      new Map(listed.map((path) => [path, textIn(files, path) ?? NOT_GIVEN])),
  ),
);

const NOT_GIVEN = unobserved('its text was not given');

function textIn(files: RevisionSources['files'], path: string): Known<FileContent> | undefined {
  // A file may be called `constructor`, which every object seems to have.
  return Object.hasOwn(files, path) ? files[path] : undefined;
}
