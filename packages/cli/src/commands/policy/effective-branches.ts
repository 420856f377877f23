import type { Policy } from '@lockkeeper/policy-core';

/** `undefined` where the policy says nothing of branches. */
export function effectiveBranches({
  branches: { classes, deployFrom, productionRequires, at },
}: Policy): object | undefined {
  if (at === undefined) return undefined;
  return {
    ...Object.fromEntries(classes.map((kind) => [kind.name, effectiveClass(kind)])),
    deploy_from: deployFrom.size === 0 ? undefined : Object.fromEntries(deployFrom),
    production_requires: productionRequires.length === 0 ? undefined : productionRequires,
  };
}

function effectiveClass(kind: Policy['branches']['classes'][number]): object {
  const { match, environment, service, needsPullRequest, keepsHistory } = kind;
  return {
    match: match.map(({ text }) => text),
    environment,
    service,
    direct_push: needsPullRequest ? 'deny' : 'allow',
    force_push: keepsHistory ? 'deny' : 'allow',
  };
}
