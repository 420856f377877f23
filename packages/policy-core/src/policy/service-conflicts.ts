import { isBranchPatternWithin } from './patterns/pattern-within.ts';
import type { ApprovalPolicy, ServiceEnvironment } from './service-policy.ts';
import type { Policy, PolicyProblem } from './policy.ts';
import { meantAmong } from './meant-word.ts';
import { nearestWord } from './nearest-word.ts';
import { isProduction, isSameEnvironment } from './same-environment.ts';
import type { PolicySourceText, Steps } from './source/policy-text.ts';
import { stepsOfService } from './written-services.ts';

type Rest = Pick<Policy, 'branches' | 'backupMaxAgeMs' | 'recordsSigners'>;

/**
 * Where a service says less than the rest of the policy does: `branches` and `databases` are the one source, and what
 * stands at a service only adds to them.
 */
export function serviceConflicts(
  { deployedServices: services, ...rest }: Pick<Policy, 'deployedServices'> & Rest,
  source: PolicySourceText,
): readonly PolicyProblem[] {
  return services.flatMap((service) =>
    service.environments.flatMap((environment) => {
      const steps = stepsOfService(service.name, environment.name);
      const place = { environment, rest, source, steps };
      return [...sourceConflicts(place), ...approvalConflicts(place), ...backupConflicts(place)];
    }),
  );
}

interface Place {
  readonly environment: ServiceEnvironment;
  readonly rest: Rest;
  readonly source: PolicySourceText;
  readonly steps: Steps;
}

function sourceConflicts({ environment, rest, source, steps }: Place): readonly PolicyProblem[] {
  const { deployFrom, classes } = rest.branches;
  const { name, from = [], at } = environment;
  if (deployFrom.size === 0) return [];
  const entry = [...deployFrom].find(([other]) => isSameEnvironment(other, name));
  if (entry === undefined) {
    const known = [...deployFrom.keys()];
    const message = `branches.deploy_from lets no branch be deployed to ${name}. ${addAdvice(name, known)}`;
    return [{ message, at, ...meantAmong(name, known) }];
  }
  const allowed = classes.filter((kind) => entry[1].includes(kind.name)).flatMap(({ match }) => match);
  return from.flatMap((pattern, index) =>
    isBranchPatternWithin(pattern, allowed)
      ? []
      : [
          {
            message: `branches.deploy_from does not let ${pattern.text} be deployed to ${name}. Name branches of ${entry[1].join(', ')}, or allow more there.`,
            at: source.spanOf([...steps, 'from', index]),
          },
        ],
  );
}

function addAdvice(name: string, known: readonly string[]): string {
  const nearest = nearestWord(name, known);
  return nearest === undefined ? `Add ${name} there.` : `Did you mean ${nearest}?`;
}

function approvalConflicts({ environment, rest, source, steps }: Place): readonly PolicyProblem[] {
  const { name, approval, at } = environment;
  const isNeeded = isProduction(name) && rest.branches.productionRequires.includes('human_approval');
  if (approval === undefined)
    return isNeeded
      ? [
          {
            message: `branches.production_requires has human_approval, and ${name} has no approval. Add approval: { by: github-environment }, or by: ssh-signature.`,
            at,
          },
        ]
      : [];
  if (approval.by === 'ssh-signature' && rest.recordsSigners === undefined)
    return [
      {
        message:
          'approval.by is ssh-signature, and nobody is named whose signature counts. Name them in deployment.records.signers.',
        at: source.spanOf([...steps, 'approval', 'by']),
      },
    ];
  return approval.by === 'github-environment'
    ? gitHubConflicts({ environment, source, steps })
    : approverConflicts(approval, { source, steps });
}

/** Who may sign the log may not approve by that alone: agents sign it as well. */
function approverConflicts(
  { approvers, quorum }: ApprovalPolicy,
  { source, steps }: Pick<Place, 'source' | 'steps'>,
): readonly PolicyProblem[] {
  if (approvers.length === 0)
    return [
      {
        message:
          'approval.by is ssh-signature, and nobody is named who may approve. Name people of deployment.records.signers in approval.approvers.',
        at: source.spanOf([...steps, 'approval', 'by']),
      },
    ];
  if (approvers.length >= quorum) return [];
  return [
    {
      message: `${quorum} people have to approve, and approval.approvers names ${approvers.length}. Name more, or ask for fewer.`,
      at: source.spanOf([...steps, 'approval', 'quorum']),
    },
  ];
}

/** What an environment of GitHub cannot do. */
function gitHubConflicts({
  environment: { driver, approval },
  source,
  steps,
}: Pick<Place, 'environment' | 'source' | 'steps'>): readonly PolicyProblem[] {
  if (driver !== undefined && driver.kind !== 'github-actions')
    return [
      {
        message:
          'Only a driver of the kind github-actions waits for the approval of an environment of GitHub. Use that one, or by: ssh-signature.',
        at: source.spanOf([...steps, 'approval', 'by']),
      },
    ];
  if (approval !== undefined && approval.approvers.length > 0)
    return [
      {
        message:
          'Who approves an environment of GitHub is said there, and approval.approvers changes nothing. Leave it out, or use by: ssh-signature.',
        at: source.spanOf([...steps, 'approval', 'approvers']),
      },
    ];
  if (approval !== undefined && approval.quorum > 1)
    return [
      {
        message:
          'An environment of GitHub goes on after one approval, whatever quorum says. Write quorum: 1, or by: ssh-signature.',
        at: source.spanOf([...steps, 'approval', 'quorum']),
      },
    ];
  return [];
}

function backupConflicts({ environment, rest, source, steps }: Place): readonly PolicyProblem[] {
  const { backupMs = 0 } = environment.requires;
  if (backupMs <= rest.backupMaxAgeMs) return [];
  return [
    {
      message:
        'requires.backup is longer than databases.backup_max_age, which is 24h where it is left out. Write a shorter time, or raise it there.',
      at: source.spanOf([...steps, 'requires', 'backup']),
    },
  ];
}
