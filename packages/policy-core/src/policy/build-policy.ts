import type { SourceSpan } from '../model/source-span.ts';
import { actorPolicy, actorProblems } from './build-actors.ts';
import { branchPolicy, branchPolicyProblems } from './build-branches.ts';
import { alsoAllowProblems, changeScope, machineOwned } from './build-change-scope.ts';
import { dependencyPairs, dependencyProblems } from './build-dependencies.ts';
import { integrityPolicy } from './build-integrity.ts';
import { labelTerms } from './build-labels.ts';
import { migrationPolicy } from './build-migrations.ts';
import { recordLocation, recordProblems } from './build-record.ts';
import { identityProbes } from './build-probes.ts';
import { deployedServices } from './build-services.ts';
import { recordsBranch, recordsProblems } from './build-records-branch.ts';
import { variableProblems, variableSections } from './build-variables.ts';
import { compilerFor, type PatternCompiler } from './patterns/compile-patterns.ts';
import { labelProblems } from './label-problems.ts';
import type { PolicyFile } from './policy-schema.ts';
import { CHANGE_KINDS } from './schema/approval-schema.ts';
import {
  DEFAULT_DATABASES,
  DEFAULT_GENERATED,
  type DatabasePolicy,
  type GeneratedNames,
  type NamedDocument,
  type Policy,
  type PolicyProblem,
  type PolicyBase,
  type ProtectedSection,
  type Waiver,
} from './policy.ts';
import { recordPlaces, type PlacesPolicy } from './record-places.ts';
import { namedPlaces } from './places/named-places.ts';
import { ruleProblems, ruleSettings, waiverRuleProblems, type KnownRule } from './rule-settings.ts';
import { saysNothingYet } from './waiver-placeholders.ts';
import { ACTOR_CLASSES } from './schema/approval-schema.ts';
import { milliseconds } from './schema/duration-form.ts';
import { serviceProblems } from './service-problems.ts';
import type { PolicySourceText } from './source/policy-text.ts';

/** More than what came in within a day is nothing to lose. */
const DEFAULT_BACKUP_AGE = '24h';

export interface BuiltPolicy {
  readonly policy: Policy;
  readonly problems: readonly PolicyProblem[];
}

export interface PolicyBuild {
  readonly path: string;
  readonly bases: readonly PolicyBase[];
  /** Those that the policy may name. */
  readonly rules: readonly KnownRule[];
}

/**
 * Turns a file that fits the schema into a policy: patterns compiled, rule ids and options checked.
 */
export function buildPolicy(
  file: PolicyFile,
  source: PolicySourceText,
  { path, bases, rules }: PolicyBuild,
): BuiltPolicy {
  const lockpath = compilerFor(source);
  const compiler = compilerFor(source, file.patterns?.dialect);
  const dependencies = dependencyPairs(file, source, lockpath);
  const located = places(file, source);
  const deployed = deployment(file, source, lockpath);
  const generated = generatedNames(file);
  const itself = [path, ...bases.map((base) => base.path), ...Object.values(generated)];
  const policy: Policy = {
    kind: 'policy',
    path,
    bases,
    ...about(file),
    scope: file.scope && compiler.patterns(file.scope, ['scope']).map(({ pattern }) => pattern),
    ...deployed,
    actors: actorPolicy(file, lockpath),
    labels: labelTerms(file, source),
    protected: protectedSections(file, source, compiler),
    changeScope: changeScope(file, dependencies, { source, compiler, lockpath }),
    machineOwned: machineOwned(file, recordPlaces(deployed), compiler),
    dependencies,
    integrity: integrityPolicy(itself, file, { source, compiler }),
    migrations: migrationPolicy(file, source, compiler),
    databases: databasePolicy(file),
    backupMaxAgeMs: milliseconds(file.databases?.backup_max_age ?? DEFAULT_BACKUP_AGE),
    ...located,
    ...records(file),
    generated,
    documents: compiler.patterns(file.documents ?? [], ['documents']).map(({ pattern }) => pattern),
    namedDocuments: namedDocuments(file, source),
    namedPlaces: namedPlaces(file, source, compiler),
    unsupported: file.unsupported ?? 'note',
    rules: ruleSettings(file, source),
    waivers: waivers(file, source, compiler),
    hints: [...compiler.hints, ...lockpath.hints],
  };
  const problems = [
    ...compiler.problems,
    ...lockpath.problems,
    ...branchPolicyProblems(file, source),
    ...actorProblems(file, source),
    ...labelProblems(file, source),
    ...alsoAllowProblems(file, source),
    ...dependencyProblems(file, source),
    ...ruleProblems(file, source, rules),
    ...waiverRuleProblems(file, source, rules),
    ...variableProblems(file, source),
    ...recordProblems(deployed, source),
    ...recordsProblems(file, { source, branches: deployed.branches }),
    ...serviceProblems(file, policy, source),
    ...twins(policy.protected, 'protected'),
    ...twins(policy.dependencies, 'dependencies'),
    ...twins(policy.variables, 'variables'),
  ];
  return { policy, problems };
}

/** What is deployed, where to and from where. */
function deployment(file: PolicyFile, source: PolicySourceText, lockpath: PatternCompiler): PlacesPolicy {
  const branches = branchPolicy(file, source, lockpath);
  return {
    record: recordLocation(file, source),
    branches,
    variables: variableSections(file, source),
    deployedServices: deployedServices(file, { source, branches, compiler: lockpath }),
  };
}

function about({ policy = {} }: PolicyFile): Pick<Policy, 'title' | 'policyVersion' | 'status'> {
  return { title: policy.title, policyVersion: policy.version, status: policy.status ?? 'canonical' };
}

function databasePolicy({ databases = {} }: PolicyFile): DatabasePolicy {
  return {
    development: databases.development ?? DEFAULT_DATABASES.development,
    production: databases.production ?? DEFAULT_DATABASES.production,
    schemas: databases.schemas,
  };
}

function generatedNames({ generate = {} }: PolicyFile): GeneratedNames {
  return {
    guardWorkflow: generate.guard_workflow ?? DEFAULT_GENERATED.guardWorkflow,
    dependencyWorkflow: generate.dependency_workflow ?? DEFAULT_GENERATED.dependencyWorkflow,
    stampScript: generate.stamp_script ?? DEFAULT_GENERATED.stampScript,
  };
}

function records(file: PolicyFile): Pick<Policy, 'recordsBranch' | 'probes' | 'recordsSigners'> {
  return {
    recordsBranch: recordsBranch(file),
    probes: identityProbes(file),
    recordsSigners: file.deployment?.records?.signers,
  };
}

function places(file: PolicyFile, source: PolicySourceText): Pick<Policy, 'since' | 'baseline'> {
  const { since, baseline } = file;
  return {
    since: since === undefined ? undefined : { point: since, at: source.spanOf(['since']) },
    baseline: baseline === undefined ? undefined : { path: baseline, at: source.spanOf(['baseline']) },
  };
}

function protectedSections(
  { protected: written = [] }: PolicyFile,
  source: PolicySourceText,
  compiler: PatternCompiler,
): readonly ProtectedSection[] {
  return written.map((section, index) => ({
    id: section.id,
    description: section.description,
    paths: compiler.hintedPatterns(section.paths, ['protected', index, 'paths']),
    except: compiler
      .patterns(section.except ?? [], ['protected', index, 'except'])
      .map(({ pattern }) => pattern),
    label: section.require.label,
    appliesTo: section.applies_to ?? ACTOR_CLASSES,
    changes: section.changes ?? CHANGE_KINDS,
    owners: section.owners ?? [],
    docs: section.docs,
    at: source.spanOf(['protected', index]),
  }));
}

function namedDocuments(
  { protected: sections = [], dependencies = [] }: PolicyFile,
  source: PolicySourceText,
): readonly NamedDocument[] {
  const named = (
    list: 'protected' | 'dependencies',
    items: readonly { readonly docs?: string | undefined }[],
  ) =>
    items.flatMap(({ docs }, index) =>
      docs === undefined ? [] : [{ written: docs, at: source.spanOf([list, index, 'docs']) }],
    );
  return [...named('protected', sections), ...named('dependencies', dependencies)];
}

function waivers(
  { waivers: written = [] }: PolicyFile,
  source: PolicySourceText,
  compiler: PatternCompiler,
): readonly Waiver[] {
  return written.flatMap((waiver, index) => {
    const unfinished = (['reason', 'approver'] as const)
      .filter((key) => saysNothingYet(waiver[key]))
      .map((key) => ({ key, at: source.spanOf(['waivers', index, key]) }));
    return compiler.patterns([waiver.path], ['waivers', index, 'path']).map(({ pattern }) => ({
      ...waiver,
      pattern,
      at: source.spanOf(['waivers', index]),
      ...(unfinished.length > 0 && { unfinished }),
    }));
  });
}

function twins(
  items: readonly { readonly id: string; readonly at: SourceSpan }[],
  list: string,
): readonly PolicyProblem[] {
  return items
    .filter(({ id }, index) => items.findIndex((other) => other.id === id) < index)
    .map(({ id, at }) => ({ message: `The id ${id} occurs twice in ${list}. Give each its own.`, at }));
}
