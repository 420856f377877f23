import type { GuardEvidence, GuardProblem } from '../guard/guard-check.ts';
import type { VariableSection, WantedVariable } from '../../policy/policy.ts';
import type { Exposed } from './exposed-variables.ts';
import { namesSecret } from '../../policy/public-name.ts';
import type { SeenVariable } from './seen-variables.ts';
import { placeName, type SeenSource } from './variable-source.ts';
import { wantedIn } from '../../policy/wanted-variables.ts';

export interface SharedQuestion {
  readonly sections: readonly VariableSection[];
  /** The variable that leads from elsewhere to production, too: it is meant to. */
  readonly leadsToProduction: string;
}

/** What two environments have in common and must not. */
export function sharedVariables(question: SharedQuestion, one: SeenSource, other: SeenSource): Exposed {
  const sides = { one: sideOf(question, one), other: sideOf(question, other) };
  return {
    problems: [...sharedDatabases(question, sides), ...sharedValues(sides)],
    evidence: sharedUnnamed(sides),
  };
}

interface Side {
  readonly place: string;
  /** Those that hold something; a placeholder is told elsewhere. */
  readonly set: readonly Named[];
  readonly mustDiffer: ReadonlySet<string>;
  readonly secret: ReadonlySet<string>;
  readonly mayBeShared: ReadonlySet<string>;
}

interface Sides {
  readonly one: Side;
  readonly other: Side;
}

interface Named extends SeenVariable {
  readonly name: string;
}

function sideOf({ sections }: SharedQuestion, source: SeenSource): Side {
  const wanted = wantedIn(sections, source);
  const named = (is: (one: WantedVariable) => boolean) => new Set(wanted.filter(is).map(({ name }) => name));
  return {
    place: placeName(source),
    set: Array.from(source.seen, ([name, seen]) => ({ name, ...seen })).filter(
      ({ state }) => state === 'set',
    ),
    mustDiffer: named(({ differs }) => differs),
    secret: named(({ isSecret, isShared }) => isSecret && !isShared),
    mayBeShared: named(({ isShared }) => isShared),
  };
}

function sharedDatabases(
  { leadsToProduction }: SharedQuestion,
  { one, other }: Sides,
): readonly GuardProblem[] {
  const leading = ({ set, mayBeShared }: Side) =>
    set.filter(
      ({ name, database }) => database !== undefined && name !== leadsToProduction && !mayBeShared.has(name),
    );
  return leading(one).flatMap((variable) => {
    const twin = leading(other).find(({ database }) => database === variable.database);
    if (twin === undefined) return [];
    return [
      failed(
        variable.name,
        `${variable.name} of ${one.place} leads to the same database as ${twin.name} of ${other.place}.`,
        'Give each environment a database of its own.',
      ),
    ];
  });
}

function sharedValues({ one, other }: Sides): readonly GuardProblem[] {
  return one.set.flatMap((variable) => {
    const { name } = variable;
    const twins = other.set.filter(
      ({ fingerprint, database }) => fingerprint === variable.fingerprint && database === undefined,
    );
    const same = twins.find((twin) => twin.name === name && mustDiffer(name, { one, other }));
    const twin = same ?? twins.find((other_) => areSecret(name, other_.name, { one, other }));
    if (twin === undefined) return [];
    const text =
      twin.name === name
        ? `${name} is the same in ${one.place} and ${other.place}.`
        : `${name} of ${one.place} is the same as ${twin.name} of ${other.place}.`;
    return [failed(name, text, OWN_VALUE)];
  });
}

const OWN_VALUE =
  'Give each environment a value of its own; where they may have the same, say `differs: false` in the policy.';

function mustDiffer(name: string, { one, other }: Sides): boolean {
  if (one.mayBeShared.has(name) || other.mayBeShared.has(name)) return false;
  return one.mustDiffer.has(name) || other.mustDiffer.has(name);
}

function areSecret(name: string, twin: string, { one, other }: Sides): boolean {
  return name !== twin && one.secret.has(name) && other.secret.has(twin);
}

/** What the policy says nothing of; only names that can be no part of a value are told. */
function sharedUnnamed({ one, other }: Sides): readonly GuardEvidence[] {
  const told = (side: Side, name: string) =>
    side.mustDiffer.has(name) || side.mayBeShared.has(name) || side.secret.has(name);
  return one.set
    .filter(({ name, database }) => namesSecret(name) && database === undefined)
    .filter(({ name }) => !told(one, name) && !told(other, name))
    .filter(({ name, fingerprint }) =>
      other.set.some((twin) => twin.name === name && twin.fingerprint === fingerprint),
    )
    .map(({ name }) => ({
      text: `${name}, of which the policy says nothing, is the same in ${one.place} and ${other.place}.`,
      where: name,
    }));
}

function failed(where: string, text: string, next: string): GuardProblem {
  return { kind: 'failed', text, where, path: null, next_step: next };
}
