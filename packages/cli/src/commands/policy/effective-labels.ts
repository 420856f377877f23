import { DEFAULT_LABEL_TERMS, type Policy } from '@lockkeeper/policy-core';

/** Every label that something asks for or the policy describes, with all that it approves. */
export function effectiveLabels(policy: Policy): object {
  const grants = grantsOf(policy);
  const names = new Set([...policy.labels.keys(), ...grants.map(({ label }) => label)]);
  return Object.fromEntries(
    [...names].map((name) => [
      name,
      {
        grants: [...new Set(grants.filter(({ label }) => label === name).map(({ grant }) => grant))],
        ...termsOf(policy, name),
      },
    ]),
  );
}

interface Grant {
  readonly label: string;
  readonly grant: string;
}

function grantsOf({ protected: sections, changeScope, dependencies, integrity }: Policy): readonly Grant[] {
  const denied = changeScope?.denyUnlessLabel;
  return [
    ...sections.map(({ id, label }) => ({ label, grant: `protected.${id}` })),
    ...dependencies.flatMap(({ id, label }) => upgrade(id, label)),
    ...(changeScope?.alsoAllow ?? []).flatMap(({ pair: { id }, unlessMissingLabel: label }) =>
      upgrade(id, label),
    ),
    ...(denied === undefined ? [] : [{ label: denied, grant: 'change_scope.deny' }]),
    { label: integrity.selfProtect.label, grant: 'integrity.self_protect' },
  ];
}

function upgrade(id: string, label: string | undefined): readonly Grant[] {
  return label === undefined ? [] : [{ label, grant: `dependencies.${id}` }];
}

function termsOf({ labels }: Policy, name: string): object {
  const { actors, mayBeAuthor, leastRole, expiresOnPush } = labels.get(name) ?? DEFAULT_LABEL_TERMS;
  return {
    applied_by: { actors, not: mayBeAuthor ? [] : ['author'], permission: leastRole },
    expires: expiresOnPush ? 'on_push' : 'never',
  };
}
