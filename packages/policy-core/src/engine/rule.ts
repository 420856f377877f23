import { z } from 'zod';

import type { Facts, FactName } from '../checker/facts.ts';
import type { Evidence, MissingFact, RelatedPlace, Severity } from '../model/finding.ts';
import type { Fix } from '../model/fix.ts';
import type { SourceSpan } from '../model/source-span.ts';
import type { Stage } from '../model/stage.ts';

/** What an author writes. `defineRule` turns it into a {@link Rule} the engine can run. */
export interface RuleDefinition<Needs extends FactName, MessageId extends string, Options extends z.ZodType> {
  /** `area/name`; also the path under `rules/`, the doc page and the diagnostic code. */
  readonly id: `${string}/${string}`;
  /** One sentence saying what must be true. Shown in hovers, docs and reports. */
  readonly summary: string;
  readonly defaultSeverity: Severity;
  /** The facts this rule sees; it gets no others. */
  readonly needs: readonly Needs[];
  /** A finding is about several files and told at the one under judgement: another check may tell it at another. */
  readonly reportedAtChangedFile?: true;
  readonly options: Options;
  /** `{name}` placeholders are filled from the outcome's `data`. */
  readonly messages: Readonly<Record<MessageId, string>>;
  /** Pure and synchronous: same facts and options in, same outcomes out. */
  check(
    facts: Pick<Facts, Needs>,
    context: { readonly options: z.output<Options>; readonly stage: Stage },
  ): Iterable<Outcome<MessageId>>;
}

/** What a rule says about one subject. A subject that keeps the rule is not mentioned. */
export type Outcome<MessageId extends string = string> = Violation<MessageId> | Undecided<MessageId>;

/** One place where the repository breaks a rule; `at` is what the editor underlines. */
export interface Violation<MessageId extends string = string> {
  readonly kind: 'violation';
  readonly messageId: MessageId;
  readonly data: Readonly<Record<string, string>>;
  readonly at: SourceSpan | undefined;
  readonly evidence?: readonly Evidence[];
  readonly related?: readonly RelatedPlace[];
  readonly fixes?: readonly Fix[];
  /** A rule that tells more of the same at the same place. Where that one is found and weighs as much, this is left out. */
  readonly supersededBy?: string | undefined;
  /** Where the policy weighs single subjects; what it says of the rule under `rules` wins. */
  readonly severity?: Severity | undefined;
}

/** A subject about which a fact is missing. The sentence is the one a violation would carry. */
export interface Undecided<MessageId extends string = string> {
  readonly kind: 'undecided';
  readonly messageId: MessageId;
  readonly data: Readonly<Record<string, string>>;
  readonly at: SourceSpan | undefined;
  readonly subject: string;
  readonly waitsFor: 'approval' | 'observation';
  readonly missing: readonly MissingFact[];
  readonly evidence?: readonly Evidence[];
  readonly related?: readonly RelatedPlace[];
  readonly severity?: Severity | undefined;
}

export interface Rule {
  readonly id: string;
  readonly summary: string;
  readonly defaultSeverity: Severity;
  readonly needs: readonly FactName[];
  readonly toldWhereJudged?: true;
  readonly options: z.ZodType;
  readonly messages: Readonly<Record<string, string>>;
  /** Throws only if the rule itself is broken. `options` were checked when the policy was read. */
  check(facts: Facts, context: { readonly options: unknown; readonly stage: Stage }): Iterable<Outcome>;
}

export function defineRule<
  const Needs extends FactName,
  const MessageId extends string,
  Options extends z.ZodType,
>(definition: RuleDefinition<Needs, MessageId, Options>): Rule {
  const optionsFrom = readOnce((written) => definition.options.parse(written, { jitless: true }));
  return {
    ...definition,
    check: (facts, { options, stage }) =>
      definition.check(only(definition.needs, facts), { options: optionsFrom(options ?? NONE), stage }),
  };
}

/** For a rule that has none: one for all, since each takes time to be made and to be used the first time. */
export const NO_OPTIONS = z.strictObject({});

const NONE = {};

/** A policy judges many changes with the same options: each are read the first time only. */
function readOnce<T>(read: (written: unknown) => T): (written: unknown) => T {
  const known = new WeakMap<object, T>();
  return (written) => {
    if (typeof written !== 'object' || written === null) return read(written);
    const before = known.get(written);
    if (before !== undefined) return before;
    const value = read(written);
    known.set(written, value);
    return value;
  };
}

/** A rule gets the facts it named and nothing else, so that `needs` cannot lie. */
function only<Needs extends FactName>(needs: readonly Needs[], facts: Facts): Pick<Facts, Needs> {
  // Sound: exactly the named keys are copied.
  return Object.fromEntries(needs.map((name) => [name, facts[name]])) as Pick<Facts, Needs>;
}
