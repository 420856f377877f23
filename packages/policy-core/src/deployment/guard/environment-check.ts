import { displayText } from '../../model/display-text.ts';
import type { Policy } from '../../policy/policy.ts';
import { counted } from '../../engine/tally.ts';
import { exposedVariables } from '../variables/exposed-variables.ts';
import { isSameEnvironment } from '../../policy/same-environment.ts';
import { sharedVariables } from '../variables/shared-variables.ts';
import { unmetVariables } from '../variables/unmet-variables.ts';
import {
  placeName,
  seenSources,
  type SeenSource,
  type VariableSource,
} from '../variables/variable-source.ts';
import { sectionsOf, wantedIn } from '../../policy/wanted-variables.ts';
import {
  guardCheck,
  notAsked,
  type GuardCheck,
  type GuardEvidence,
  type GuardProblem,
} from './guard-check.ts';

export interface EnvironmentQuestion {
  readonly policy: Policy;
  /** Where the release is about to be deployed; `undefined`: nobody named it. */
  readonly environment: string | undefined;
  readonly sources: readonly VariableSource[];
}

/** Whether every variable is there that the release needs, and none holds what it must not. No value is ever told. */
export function environmentCheck(question: EnvironmentQuestion): GuardCheck {
  const environments = judgedIn(question);
  if (environments.length === 0)
    return notAsked('environment', 'Nobody named an environment, and no variables were given.');
  const { policy, sources } = question;
  const isNamed = environments.some((each) => sectionsOf(policy.variables, each).length > 0);
  const isShown = sources.some((source) => isAmong(environments, source));
  if (!isNamed && !isShown)
    return notAsked(
      'environment',
      `The policy names no variables of ${environments.map(displayText).join(', ')}.`,
    );
  const parts = [
    { problems: environments.flatMap((each) => unseenIn(question, each)), evidence: [] },
    { problems: isNamed ? [] : unnamedIn(question, environments), evidence: [] },
    ...judgedSources(question, environments),
  ];
  return guardCheck('environment', {
    evidence: parts.flatMap(({ evidence }) => evidence),
    problems: parts.flatMap(({ problems }) => problems),
  });
}

/** Where nobody says which environment is meant, names that the policy does not know may be slips. */
function unnamedIn(
  { policy, environment }: EnvironmentQuestion,
  given: readonly string[],
): readonly GuardProblem[] {
  const known = [...new Set(policy.variables.flatMap(({ environments }) => environments ?? []))];
  if (environment !== undefined || known.length === 0) return [];
  const shown = given.map(displayText).join(', ');
  return [
    {
      kind: 'undetermined',
      text: `The policy names variables of ${known.map(displayText).join(', ')}, and none of ${shown}.`,
      where: shown,
      path: null,
      next_step: 'Correct the name of the environment, or name its variables in the policy.',
    },
  ];
}

function judgedIn({ environment, sources }: EnvironmentQuestion): readonly string[] {
  return environment === undefined
    ? sources
        .map((source) => source.environment)
        .filter((name, index, all) => all.findIndex((each) => isSameEnvironment(each, name)) === index)
    : [environment];
}

function isAmong(
  environments: readonly string[],
  { environment }: Pick<VariableSource, 'environment'>,
): boolean {
  return environments.some((each) => isSameEnvironment(each, environment));
}

interface Part {
  readonly evidence: readonly GuardEvidence[];
  readonly problems: readonly GuardProblem[];
}

function judgedSources(
  { policy, sources }: EnvironmentQuestion,
  environments: readonly string[],
): readonly Part[] {
  const sections = policy.variables;
  const all = seenSources(sources);
  const judged = all.filter((source) => isAmong(environments, source));
  const others = all.filter((source) => !judged.includes(source));
  const question = { sections, leadsToProduction: policy.databases.production };
  return judged.flatMap((source, index) => [
    { evidence: [lookedAt(source, policy)], problems: unmetVariables(sections, source) },
    exposedVariables(sections, source, all),
    ...[...judged.slice(index + 1), ...others]
      .filter(({ environment }) => !isSameEnvironment(environment, source.environment))
      .map((other) => sharedVariables(question, source, other)),
  ]);
}

function lookedAt(source: SeenSource, { variables }: Policy): GuardEvidence {
  const named = new Set(wantedIn(variables, source).map(({ name }) => name)).size;
  return {
    text: `${counted(source.seen.size, 'variable')} of ${displayText(placeName(source))} looked at; the policy names ${named}.`,
    where: source.where,
  };
}

/** What the policy speaks of and nobody showed. */
function unseenIn({ policy, sources }: EnvironmentQuestion, environment: string): readonly GuardProblem[] {
  const sections = sectionsOf(policy.variables, environment);
  const wanted = new Set(
    sections.flatMap((section): readonly (string | undefined)[] => section.services ?? [undefined]),
  );
  const own = sources.filter((source) => isSameEnvironment(source.environment, environment));
  const unread = own.flatMap((source) =>
    source.seen.known ? [] : [unseen(placeName(source), source.seen.reason)],
  );
  const absent = [...wanted]
    .filter((service) => !own.some((source) => shows(source, service)))
    .map((service) => unseen(placeName({ environment, service }), 'nobody gave them'));
  return [...unread, ...absent, ...notCompared({ policy, sources, environment })];
}

/** Without a service, a source shows those of every service; any source shows what every service needs. */
function shows(source: VariableSource, service: string | undefined): boolean {
  return service === undefined || source.service === undefined || source.service === service;
}

function unseen(place: string, reason: string): GuardProblem {
  const shown = displayText(place);
  return {
    kind: 'undetermined',
    text: `The variables of ${shown} were not seen because ${displayText(reason)}.`,
    where: shown,
    path: null,
    next_step: `Give them with \`--variables ${shown}=FILE\`, or \`${shown}=process\` where this process has them.`,
  };
}

/** Environments that must have other values, and were not shown. */
function notCompared({
  policy,
  sources,
  environment,
}: EnvironmentQuestion & { readonly environment: string }): readonly GuardProblem[] {
  const named = new Set(
    sectionsOf(policy.variables, environment)
      .filter(({ variables }) => variables.some(({ differs }) => differs))
      .flatMap(({ environments }) => environments ?? environmentsOf(policy)),
  );
  return [...named]
    .filter(
      (other) =>
        !isSameEnvironment(other, environment) &&
        !sources.some((source) => isSameEnvironment(source.environment, other) && source.seen.known),
    )
    .map((other) => ({
      kind: 'undetermined' as const,
      text: `Whether ${displayText(environment)} and ${displayText(other)} have a secret in common is not known: the variables of ${displayText(other)} were not seen.`,
      where: displayText(other),
      path: null,
      next_step: `Give them with \`--variables ${displayText(other)}=FILE\`; where they may be the same, say \`differs: false\` in the policy.`,
    }));
}

function environmentsOf({ branches }: Policy): readonly string[] {
  return branches.classes.flatMap(({ environment }) => (environment === undefined ? [] : [environment]));
}
