import { AUDIT_LOG_PATH } from './audit-log-path.ts';
import type { PatternCompiler } from './patterns/compile-patterns.ts';
import { meantAmong } from './meant-word.ts';
import { nearestWord } from './nearest-word.ts';
import type { PolicyFile } from './policy-schema.ts';
import type {
  AlsoAllowed,
  ChangeScope,
  DependencyPair,
  FeatureFlags,
  MachineOwned,
  PolicyProblem,
} from './policy.ts';
import { literalPattern } from './patterns/literal-pattern.ts';
import { DEPLOYS_FOLDER, type RecordPlace } from './record-places.ts';
import type { PolicyText } from './source/policy-text.ts';

type Source = Extract<PolicyText, { kind: 'value' }>;
type WrittenScope = NonNullable<PolicyFile['change_scope']>;

/** Paths are read in the dialect of the policy; names of branches, and what is built in, never are. */
interface Compilers {
  readonly compiler: PatternCompiler;
  readonly lockpath: PatternCompiler;
}

export function changeScope(
  { change_scope: written }: PolicyFile,
  pairs: readonly DependencyPair[],
  { source, compiler, lockpath }: Compilers & { readonly source: Source },
): ChangeScope | undefined {
  if (written === undefined) return undefined;
  const { deny } = written;
  return {
    appliesTo: written.applies_to ?? ['ai'],
    branches: written.branches,
    allow: written.allow && compiler.patterns(written.allow, ['change_scope', 'allow']),
    deny: deny ? compiler.hintedPatterns(deny.paths, ['change_scope', 'deny', 'paths']) : [],
    denyUnlessLabel: deny?.unless?.label,
    alsoAllow: alsoAllowed(written, pairs, { source, lockpath }),
    additiveOnly: compiler.patterns(written.additive_only ?? [], ['change_scope', 'additive_only']),
    featureFlags: featureFlags(written, compiler),
    at: source.keySpanOf(['change_scope']) ?? source.spanOf(['change_scope']),
  };
}

function alsoAllowed(
  { also_allow: written = [] }: WrittenScope,
  pairs: readonly DependencyPair[],
  { source, lockpath }: { readonly source: Source; readonly lockpath: PatternCompiler },
): readonly AlsoAllowed[] {
  return written.flatMap((entry, index) => {
    const steps = ['change_scope', 'also_allow', index];
    const branches = entry.branches && lockpath.patterns(entry.branches, [...steps, 'branches']);
    const unlessMissingLabel = entry.unless_missing?.label;
    return pairs
      .filter(({ id }) => id === entry.dependencies)
      .map((pair) => ({
        pair,
        unlessMissingLabel,
        branches,
        branchSeverity: entry.branch_severity,
        at: source.spanOf(steps),
      }));
  });
}

function featureFlags(
  { feature_flags: written }: WrittenScope,
  compiler: PatternCompiler,
): FeatureFlags | undefined {
  return (
    written && {
      paths: compiler.patterns(written.paths, ['change_scope', 'feature_flags', 'paths']),
      dependencies: written.dependencies ?? [],
      decorators: written.decorators ?? [],
    }
  );
}

/** Whoever writes a record by hand moves the point that a rollback returns to. */
export function machineOwned(
  { change_scope: scope }: PolicyFile,
  records: readonly RecordPlace[],
  compiler: PatternCompiler,
): readonly MachineOwned[] {
  const written = (scope?.machine_owned ?? []).map(({ paths, writers }, index) => ({
    paths: compiler.patterns(paths, ['change_scope', 'machine_owned', index, 'paths']),
    writers,
  }));
  const isNamed = (path: string) =>
    written.some(({ paths }) => paths.some(({ pattern }) => pattern.matches(path)));
  const ownLists = [
    ...records.flatMap(({ path }) => (isNamed(path) ? [] : [literalPattern(path)])),
    ...(isNamed(AUDIT_LOG_PATH) ? [] : [`${DEPLOYS_FOLDER}/**`]),
  ];
  return ownLists.length === 0 ? written : [...written, { paths: compiler.builtIn(ownLists), writers: [] }];
}

/** Pairs that are named and not described. */
export function alsoAllowProblems(
  { change_scope: scope, dependencies = [] }: PolicyFile,
  source: Source,
): readonly PolicyProblem[] {
  const known = dependencies.map(({ id }) => id);
  return (scope?.also_allow ?? []).flatMap(({ dependencies: id }, index) => {
    if (known.includes(id)) return [];
    const nearest = nearestWord(id, known);
    const advice = nearest === undefined ? 'Describe it there.' : `Did you mean ${nearest}?`;
    const message = `There is no pair ${JSON.stringify(id)} under dependencies. ${advice}`;
    const at = source.spanOf(['change_scope', 'also_allow', index, 'dependencies']);
    return [{ message, at, ...meantAmong(id, known) }];
  });
}
