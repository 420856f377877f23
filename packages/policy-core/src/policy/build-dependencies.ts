import { pipOptionsNamed, SOURCE_OPTIONS } from './named-options.ts';
import { PIP_OPTIONS } from './pip-options.ts';
import { isPylock } from './pylock-name.ts';
import { branchForm } from './branch-form.ts';
import type { PatternCompiler } from './patterns/compile-patterns.ts';
import { meantAmong } from './meant-word.ts';
import { nearestWord } from './nearest-word.ts';
import type { PolicyFile } from './policy-schema.ts';
import type {
  DependencyPair,
  DependencySync,
  DependencyTerms,
  PatternLine,
  PolicyProblem,
} from './policy.ts';
import type { PolicyText } from './source/policy-text.ts';

type Source = Extract<PolicyText, { kind: 'value' }>;
type WrittenPair = NonNullable<PolicyFile['dependencies']>[number];

export function dependencyPairs(
  { dependencies = [] }: PolicyFile,
  source: Source,
  lockpath: PatternCompiler,
): readonly DependencyPair[] {
  return dependencies.map((written, index) => {
    const { id, source: from, lock, docs, branch, on_change: onChange } = written;
    const steps = ['dependencies', index];
    return {
      id,
      source: from,
      lock,
      docs,
      sync: syncOf(written),
      terms: termsOf(written),
      label: onChange?.require?.label,
      bothFiles: onChange?.both_files ?? false,
      pushes: pushes(written, index, lockpath),
      branch: branch && {
        suggestion: branch.suggest,
        matches: branchForm(branch.suggest),
        severity: branch.severity,
        at: source.spanOf([...steps, 'branch']),
      },
      upgrade: written.upgrade,
      at: source.spanOf(steps),
    };
  });
}

function syncOf(written: WrittenPair): DependencySync {
  const { sync } = written;
  return { mode: modeOf(written), python: sync?.python, platform: sync?.platform ?? 'linux' };
}

function modeOf({ sync, lock }: WrittenPair): DependencySync['mode'] {
  return sync?.mode ?? (isPylock(lock) ? 'compiled' : 'textual');
}

function termsOf(written: WrittenPair): DependencyTerms {
  const { hashes, direct_urls: directUrls, editable, local_paths: localPaths, env_vars: envVars } = written;
  const refused = refusedOptions(written);
  return {
    pinned: pinTerms(written),
    // pip refuses a file of which some entries have hashes and others none.
    hashes: hashes ?? 'consistent',
    directUrls: directUrls ?? 'deny',
    editables: editable ?? 'deny',
    localPaths: localPaths ?? 'deny',
    includes: includeTerms(written),
    refusedOptions: refused,
    allowedSources: SOURCE_OPTIONS.filter((option) => !refused.includes(option)),
    envVars: envVars ?? 'deny',
  };
}

function pinTerms(written: WrittenPair): DependencyTerms['pinned'] {
  const { pinned = {} } = written;
  // A lock is compiled so that its source need not be pinned.
  const usual = modeOf(written) === 'compiled' ? 'any' : 'exact';
  return { source: pinned.source ?? usual, operators: pinned.operators ?? ['=='] };
}

function includeTerms({ includes = {} }: WrittenPair): DependencyTerms['includes'] {
  const { requirements = 'inside_repo', constraints = 'inside_repo' } = includes;
  return { requirements, constraints };
}

/** What `allow` names is let in, whatever refuses it. */
function refusedOptions({ options = {}, hashes = 'consistent' }: WrittenPair): readonly string[] {
  const named = (list: readonly string[] = []) => list.flatMap((option) => pipOptionsNamed(option));
  const allowed = named(options.allow);
  // With it pip installs what a lock leaves out without any hash.
  const unhashed = hashes === 'optional' ? [] : ['--no-require-hashes'];
  const refused = new Set([...SOURCE_OPTIONS, ...unhashed, ...named(options.deny)]);
  return [...refused].filter((option) => !allowed.includes(option));
}

const PUSH = 'push:';

function pushes(
  { check_on: written }: WrittenPair,
  index: number,
  lockpath: PatternCompiler,
): readonly PatternLine[] | undefined {
  if (written === undefined) return undefined;
  const branches = written.map((event) => (event.startsWith(PUSH) ? event.slice(PUSH.length) : event));
  // One line an event: where a pattern is wrong the policy is not used.
  const lines = lockpath.patterns(branches, ['dependencies', index, 'check_on']);
  return lines.filter((_, place) => written[place]?.startsWith(PUSH));
}

export function dependencyProblems(
  { dependencies = [] }: PolicyFile,
  source: Source,
): readonly PolicyProblem[] {
  return dependencies.flatMap((written, index) => [
    ...optionProblems(written, ['dependencies', index, 'options'], source),
    ...checkOnProblems(written, ['dependencies', index, 'check_on'], source),
    ...syncProblems(written, ['dependencies', index, 'sync'], source),
  ]);
}

type Steps = readonly (string | number)[];

function optionProblems(
  { options = {} }: WrittenPair,
  steps: Steps,
  source: Source,
): readonly PolicyProblem[] {
  const allowed = (options.allow ?? []).flatMap((option) => pipOptionsNamed(option));
  return (['allow', 'deny'] as const).flatMap((list) =>
    (options[list] ?? []).flatMap((option, index) => {
      const at = source.spanOf([...steps, list, index]);
      const [name] = pipOptionsNamed(option);
      if (name === undefined)
        return [{ message: unknownOption(option), at, ...meantAmong(option, OPTION_NAMES) }];
      if (OWN_KEYS.has(name)) {
        return [{ message: `${option} has a key of its own. Use ${OWN_KEYS.get(name)} instead.`, at }];
      }
      return list === 'deny' && allowed.includes(name)
        ? [{ message: `${option} is allowed and denied. Take it out of one of the lists.`, at }]
        : [];
    }),
  );
}

/** What these bring in is judged by rules of its own. */
const OWN_KEYS: ReadonlyMap<string, string> = new Map([
  ['--requirement', 'includes.requirements'],
  ['--constraint', 'includes.constraints'],
  ['--editable', 'editable'],
]);

const OPTION_NAMES = PIP_OPTIONS.flatMap(({ names }) => names);

function unknownOption(option: string): string {
  const nearest = nearestWord(option, OPTION_NAMES);
  const advice = nearest === undefined ? 'Write it in full.' : `Did you mean ${nearest}?`;
  return `pip takes no option ${JSON.stringify(option)} in a requirements file. ${advice}`;
}

function checkOnProblems(
  { check_on: events }: WrittenPair,
  steps: Steps,
  source: Source,
): readonly PolicyProblem[] {
  if (events === undefined || events.includes('pull_request')) return [];
  const message = 'Pull requests are always judged. Add pull_request to the list.';
  return [{ message, at: source.spanOf(steps) }];
}

function syncProblems(written: WrittenPair, steps: Steps, source: Source): readonly PolicyProblem[] {
  const { sync, lock } = written;
  if (sync === undefined) return [];
  if (sync.mode !== 'compiled' && isPylock(lock)) {
    const message = `${lock} holds no lines that ${sync.mode} could compare. Use mode compiled.`;
    return [{ message, at: source.spanOf([...steps, 'mode']) }];
  }
  return (['python', 'platform'] as const).flatMap((key) => {
    if (sync.mode === 'compiled' || sync[key] === undefined) return [];
    const message = `The mode ${sync.mode} asks for no ${key}. Take it out, or use mode compiled.`;
    return [{ message, at: source.spanOf([...steps, key]) }];
  });
}
