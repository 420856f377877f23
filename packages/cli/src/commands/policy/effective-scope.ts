import type { Policy } from '@lockkeeper/policy-core';

import { dialectOf, textsIn } from './effective-patterns.ts';

/** `undefined` where everybody may touch what is not protected; the deploy record is a machine's even then. */
export function effectiveScope(policy: Policy): object | undefined {
  const { changeScope: scope } = policy;
  if (scope === undefined) return undefined;
  const texts = (lines: NonNullable<typeof scope>['deny']) => lines.map(({ pattern }) => pattern.text);
  const { denyUnlessLabel: label, featureFlags: flags } = scope;
  return {
    applies_to: scope.appliesTo,
    branches: scope.branches,
    allow: scope.allow && texts(scope.allow),
    deny: listed(scope.deny, () => ({
      paths: texts(scope.deny),
      unless: label === undefined ? undefined : { label },
    })),
    also_allow: listed(scope.alsoAllow, () => scope.alsoAllow.map(alsoAllowed)),
    machine_owned: machineOwned(policy),
    additive_only: listed(scope.additiveOnly, () => texts(scope.additiveOnly)),
    feature_flags: flags && {
      paths: texts(flags.paths),
      dependencies: flags.dependencies,
      decorators: flags.decorators,
    },
  };
}

function listed<T>(list: readonly unknown[], value: () => T): T | undefined {
  return list.length === 0 ? undefined : value();
}

type Scope = NonNullable<Policy['changeScope']>;

function alsoAllowed(entry: Scope['alsoAllow'][number]): object {
  const { pair, unlessMissingLabel, branches, branchSeverity } = entry;
  return {
    dependencies: pair.id,
    unless_missing: unlessMissingLabel === undefined ? undefined : { label: unlessMissingLabel },
    branches: branches?.map(({ pattern }) => pattern.text),
    branch_severity: branchSeverity,
  };
}

function machineOwned(policy: Policy): readonly object[] {
  const dialect = dialectOf(policy);
  return policy.machineOwned
    .map(({ paths, writers }) => ({ paths: textsIn(dialect, paths), writers }))
    .filter(({ paths }) => paths.length > 0);
}
