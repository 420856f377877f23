import { protectingLine, protectionsOf, type Protection } from '../change/facts/path-protection.ts';
import type { ActorClass, PatternLine, Policy, ProtectedSection } from '../policy/policy.ts';
import { ACTOR_CLASSES } from '../policy/schema/approval-schema.ts';
import type { SourceSpan } from '../model/source-span.ts';

/** What the policy asks of a change of a path. */
export interface PathGuard {
  /** `self`: it enforces the policy. `scope`: some may not touch it. `machine`: only machines write it. */
  readonly kind: Exclude<Protection['kind'], 'dependencies'>;
  /** Whose changes are meant. */
  readonly actors: readonly ActorClass[];
  /** A few words: `Section core`. */
  readonly title: string;
  /** What it asks, as a clause: `a change needs the label core-ok before merge`. */
  readonly asks: string;
  /** What the policy says of the section besides, in sentences; left out where it says nothing. */
  readonly why?: readonly string[];
  /** The line of the policy that says so. */
  readonly at: SourceSpan;
}

/** Everything that stands between a path and a change of it, in the order of the policy. */
export function pathGuards(policy: Policy, path: string): readonly PathGuard[] {
  const guarded = protectionsOf(policy).flatMap((guard): readonly PathGuard[] => {
    const line = protectingLine(guard, path);
    const asked = line === undefined ? undefined : askedBy(guard, policy, path);
    return line === undefined || asked === undefined ? [] : [{ ...asked, at: line.at }];
  });
  return [...guarded, ...outsideScope(policy, path)];
}

type Asked = Omit<PathGuard, 'at'>;

function askedBy({ kind, name }: Protection, policy: Policy, path: string): Asked | undefined {
  switch (kind) {
    case 'section':
      return sectionAsks(policy, name.replace(/^section /, ''));
    case 'self': {
      const { label } = policy.integrity.selfProtect;
      const asks = `a change needs the label ${label} before merge`;
      return { kind, actors: ACTOR_CLASSES, title: 'Enforces the policy', asks };
    }
    case 'scope':
      return policy.changeScope && deniedTo(policy.changeScope.appliesTo, policy.changeScope.denyUnlessLabel);
    case 'machine':
      return { kind, actors: ACTOR_CLASSES, title: 'Written by machines', asks: writtenBy(policy, path) };
    case 'dependencies':
      // What its files must hold is underlined in them.
      return undefined;
  }
}

function sectionAsks({ protected: sections }: Policy, id: string): Asked | undefined {
  const section = sections.find((one) => one.id === id);
  if (section === undefined) return undefined;
  const who = madeBy(section.appliesTo);
  return {
    kind: 'section',
    actors: section.appliesTo,
    title: `Section ${id}`,
    asks: `a change${who === undefined ? '' : ` by ${who}`} needs the label ${section.label} before merge`,
    ...whyOf(section),
  };
}

function whyOf({ description, owners, docs }: ProtectedSection): Pick<PathGuard, 'why'> {
  const why = [
    ...(description === undefined ? [] : [ended(description)]),
    ...(owners.length === 0 ? [] : [`It belongs to ${owners.join(', ')}.`]),
    ...(docs === undefined ? [] : [`${docs} explains it.`]),
  ];
  return why.length === 0 ? {} : { why };
}

function ended(sentence: string): string {
  return /[.!?]$/.test(sentence.trim()) ? sentence.trim() : `${sentence.trim()}.`;
}

function deniedTo(actors: readonly ActorClass[], unlessLabel: string | undefined): Asked {
  const who = madeBy(actors) ?? 'anybody';
  const unless = unlessLabel === undefined ? '' : ` without the label ${unlessLabel}`;
  const asks = `a change by ${who} may not touch it${unless}`;
  return { kind: 'scope', actors, title: `Not for ${who}`, asks };
}

/** The scope names what may be touched, and the path is not among it. */
function outsideScope({ changeScope: scope }: Policy, path: string): readonly PathGuard[] {
  const isIn = (lines: readonly PatternLine[]) => lines.some(({ pattern }) => pattern.matches(path));
  if (scope?.allow === undefined || isIn(scope.allow) || isIn(scope.deny)) return [];
  const flow = scope.alsoAllow.find(({ pair }) => pair.source === path || pair.lock === path);
  if (flow === undefined) return [{ ...deniedTo(scope.appliesTo, undefined), at: scope.at }];
  const label = flow.unlessMissingLabel;
  return label === undefined ? [] : [{ ...deniedTo(scope.appliesTo, label), at: flow.at }];
}

function writtenBy({ machineOwned }: Policy, path: string): string {
  const owned = machineOwned.filter(({ paths }) => paths.some(({ pattern }) => pattern.matches(path)));
  const writers = [...new Set(owned.flatMap((one) => one.writers))];
  return writers.length === 0
    ? 'only a machine of the forge may change it'
    : `only ${writers.join(' and ')} may change it`;
}

/** `undefined` for everybody. */
function madeBy(actors: readonly ActorClass[]): string | undefined {
  if (actors.length === Object.keys(ACTORS).length) return undefined;
  return actors.map((actor) => ACTORS[actor]).join(' or ');
}

const ACTORS: Readonly<Record<ActorClass, string>> = {
  human: 'people',
  ai: 'agents',
  automation: 'automation',
};
