import type { MigrationsFlag } from '../checklist/migrations-flag.ts';
import { displayText } from '../../model/display-text.ts';
import type { Known } from '../../model/known.ts';
import {
  guardCheck,
  notAsked,
  type GuardCheck,
  type GuardEvidence,
  type GuardProblem,
} from './guard-check.ts';

/** The flag that has a start leave the database alone, where it was looked for. */
export interface SeenFlag {
  /** `production (.env.production)`, or `this process`. */
  readonly where: string;
  readonly flag: MigrationsFlag;
  /** What stands in `DISABLE_AUTO_MIGRATIONS_SINCE` there; `undefined`: nothing. */
  readonly since: string | undefined;
  /** Revisions that the release brings there. */
  readonly pending: Known<readonly string[]>;
}

export interface FlagQuestion {
  /** The variables of the environment, as far as somebody gave them. */
  readonly given: readonly { readonly where: string; readonly seen: Known<SeenFlag> }[];
  /** Of this process, which may be the environment or not. */
  readonly here: SeenFlag;
  /** UTC. */
  readonly now: string;
  /** How long the flag may stay set. */
  readonly atMostMs: number;
}

export const FLAG = 'DISABLE_AUTO_MIGRATIONS';
export const FLAG_SINCE = 'DISABLE_AUTO_MIGRATIONS_SINCE';

/** Whether migrations are switched off, since when, and while some are pending. */
export function autoMigrationsCheck(question: FlagQuestion): GuardCheck {
  const { given, here } = question;
  const unseen = given.flatMap(({ where, seen }) => (seen.known ? [] : [notSeen(where, seen.reason)]));
  const seen = given.flatMap((place) => (place.seen.known ? [place.seen.value] : []));
  const judged = given.length > 0 ? seen : here.flag === 'off' ? [] : [here];
  if (unseen.length + judged.length === 0)
    return notAsked(
      'auto-migrations',
      `${FLAG} is not set in this process, and nobody gave the variables of an environment.`,
    );
  const parts = judged.map((flag) => partOf(flag, question));
  return guardCheck('auto-migrations', {
    evidence: parts.flatMap(({ evidence }) => evidence),
    problems: [...unseen, ...parts.flatMap(({ problems }) => problems)],
  });
}

function notSeen(where: string, reason: string): GuardProblem {
  return {
    kind: 'undetermined',
    text: `Whether ${FLAG} is set in ${displayText(where)} is not known because ${displayText(reason)}.`,
    where: FLAG,
    path: null,
    next_step: 'Give a file that can be read with `--variables`.',
  };
}

interface Part {
  readonly evidence: readonly GuardEvidence[];
  readonly problems: readonly GuardProblem[];
}

function partOf(seen: SeenFlag, question: FlagQuestion): Part {
  const where = displayText(seen.where);
  switch (seen.flag) {
    case 'off':
      return { evidence: [{ text: `${FLAG} is not set in ${where}.`, where: FLAG }], problems: [] };
    case 'unclear':
      return {
        evidence: [],
        problems: [
          failed(
            `${FLAG} is neither true nor false in ${where}.`,
            'Correct it, or remove it: nothing starts with it.',
          ),
        ],
      };
    case 'on': {
      const aged = ageOf({ ...seen, where }, question);
      return { evidence: aged.evidence, problems: [...whilePending(where, seen), ...aged.problems] };
    }
  }
}

function whilePending(where: string, { pending }: SeenFlag): readonly GuardProblem[] {
  if (!pending.known)
    return [
      {
        kind: 'undetermined',
        text: `${FLAG} is set in ${where}, and whether migrations are pending there is not known because ${displayText(pending.reason)}.`,
        where: FLAG,
        path: null,
        next_step: REMOVE,
      },
    ];
  if (pending.value.length === 0) return [];
  const ids = pending.value.map(displayText).join(', ');
  const [are, them] = pending.value.length === 1 ? ['is', 'it'] : ['are', 'them'];
  return [
    failed(
      `${FLAG} is set in ${where} while ${ids} ${are} pending: the release would start without ${them}.`,
      `${REMOVE} Or run ${them} by hand first.`,
    ),
  ];
}

const REMOVE = 'Remove the flag once the cause is fixed.';

const FORM = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z$/;

function ageOf({ where, since }: SeenFlag, { now, atMostMs }: FlagQuestion): Part {
  const at = FORM.test(since ?? '') ? Date.parse(since ?? '') : Number.NaN;
  const age = Date.parse(now) - at;
  if (Number.isNaN(age) || age < -TOLERATED_LEAD_MS)
    return { evidence: [], problems: [withoutAge(where, since, now)] };
  const told = `${FLAG} is set in ${where} for ${lengthText(age)}, since ${since ?? ''} as ${FLAG_SINCE} says`;
  return age > atMostMs
    ? {
        evidence: [],
        problems: [failed(`${told}; the policy lets it stay for ${lengthText(atMostMs)}.`, REMOVE)],
      }
    : { evidence: [{ text: `${told}. ${AT_THEIR_WORD} Remember to remove it.`, where: FLAG }], problems: [] };
}

/** No log has when a variable of a machine was set. */
const AT_THEIR_WORD = 'Whoever sets it can renew that time: it may be set for longer.';

/** Clocks of two machines may differ by this much. */
const TOLERATED_LEAD_MS = 5 * 60 * 1000;

function withoutAge(where: string, since: string | undefined, now: string): GuardProblem {
  const why =
    since === undefined ? `${FLAG_SINCE} is not set beside it` : `${FLAG_SINCE} holds no time that is past`;
  return {
    kind: 'undetermined',
    text: `${FLAG} is set in ${where}, and since when is not known: ${why}.`,
    where: FLAG,
    path: null,
    next_step: `${REMOVE} As long as it is needed, set ${FLAG_SINCE} to when it was set, in UTC, such as ${now}.`,
  };
}

/** Whole units, rounded down. */
function lengthText(length: number): string {
  const minutes = Math.max(0, Math.floor(length / 60_000));
  const [count, unit] =
    minutes < 120
      ? [minutes, 'minute']
      : minutes < 2880
        ? [Math.floor(minutes / 60), 'hour']
        : [Math.floor(minutes / 1440), 'day'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

function failed(text: string, next: string): GuardProblem {
  return { kind: 'failed', text, where: FLAG, path: null, next_step: next };
}
