import { z } from 'zod';

import type { Evidence, MissingFact, RelatedPlace, Severity } from '../model/finding.ts';
import type { Fix } from '../model/fix.ts';
import type { SourceSpan } from '../model/source-span.ts';
import type { Stage } from '../model/stage.ts';
import type { SubjectFact } from './judged-fact.ts';
import type { Get } from './queries/query.ts';

/** What an author writes. `defineRule` turns it into a {@link Rule} the engine can run. */
export interface RuleDefinition<
  MessageId extends string,
  Options extends z.ZodType,
  Of extends SubjectFact,
> extends RuleWords<MessageId, Options> {
  /** The facts that hold what it judges: where these hold nothing, the rule is not applicable, and has not passed. */
  readonly subjects: Of | readonly Of[];
  /**
   * What has to be in a subject for this to say anything of it, any one of them: about others it is not asked, and they
   * are as they must be. Left out: it is asked about each.
   */
  readonly onlyWith?: readonly PartOf<Of>[];
  /**
   * Says what is wrong with one subject, and nothing where it is as it must be. Pure and synchronous: same facts and
   * options in, same outcomes out. It reads by `get` alone.
   */
  check(
    get: Get,
    judged: JudgedOf<Of>,
    context: { readonly options: z.output<Options>; readonly stage: Stage },
  ): Iterable<Outcome<MessageId>>;
}

type JudgedOf<Of extends SubjectFact> = Of extends SubjectFact<infer Judged> ? Judged : never;

type PartOf<Of extends SubjectFact> = Of extends { partsOf?(judged: never): ReadonlySet<infer Part> }
  ? Part
  : never;

interface RuleWords<MessageId extends string, Options extends z.ZodType> {
  /** `area/name`; also the path under `rules/`, the doc page and the diagnostic code. */
  readonly id: `${string}/${string}`;
  /** One sentence saying what must be true. Shown in hovers, docs and reports. */
  readonly summary: string;
  readonly defaultSeverity: Severity;
  /** A finding is about several files and told at the one under judgement: another check may tell it at another. */
  readonly reportedAtChangedFile?: true;
  /** Databases of which it holds, such as `postgresql`, and where the database is not known; left out: of all. */
  readonly databases?: readonly string[];
  /** What it finds says that the subject, or a part of it, could not be read: nobody has to say it again. */
  readonly reportsUnread?: true;
  readonly options: Options;
  /** `{name}` placeholders are filled from the outcome's `data`. */
  readonly messages: Readonly<Record<MessageId, string>>;
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
  /** What holds its subjects. */
  readonly judges: readonly SubjectFact[];
  readonly onlyWith?: readonly string[];
  readonly reportedAtChangedFile?: true;
  readonly reportsUnread?: true;
  readonly databases?: readonly string[];
  readonly options: z.ZodType;
  readonly messages: Readonly<Record<string, string>>;
  /** Throws only if the rule itself is broken, or a fact that it reads. */
  check(get: Get, judged: unknown, context: RuleContext): Iterable<Outcome>;
}

/** What the run says to a rule; `options` were checked when the policy was read. */
export interface RuleContext {
  readonly options: unknown;
  readonly stage: Stage;
}

export function defineRule<
  const MessageId extends string,
  Options extends z.ZodType,
  const Of extends SubjectFact,
>({ subjects, ...definition }: RuleDefinition<MessageId, Options, Of>): Rule {
  const optionsFrom = readOnce((written) => definition.options.parse(written, { jitless: true }));
  return {
    ...definition,
    judges: [subjects].flat(),
    // Sound: the run gives a rule nothing but what its own subjects hold.
    check: (get, judged, { options, stage }) =>
      definition.check(get, judged as JudgedOf<Of>, { options: optionsFrom(options ?? NONE), stage }),
  };
}

/** Whether it is changes that a rule judges, or deploys: without one it has nothing to say. */
export function judgesChange({ judges }: Pick<Rule, 'judges'>): boolean {
  return judges.some(({ about }) => about !== 'file');
}

/** Whether a rule has something to say of what is for this database; `undefined`: nobody knows for which. */
export function holdsFor({ databases }: Pick<Rule, 'databases'>, database: string | undefined): boolean {
  return database === undefined || databases === undefined || databases.includes(database);
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
