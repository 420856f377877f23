import { sha256 } from '../../model/sha256.ts';
import type { UpdateTarget } from './update-target.ts';

/** From a moment on, how many of the hosts take a version. */
export interface RolloutStage {
  /** Hundredths of a percent. */
  readonly points: number;
  /** Since the tag. */
  readonly afterMs: number;
}

const ALL = 10_000;
const HOUR_MS = 3_600_000;

/**
 * What a trailer such as `10%@0h 50%@6h 100%@24h` says; `undefined` where it says nothing that can be followed: a
 * rollout that takes hosts out again, or that nobody can read.
 */
export function readRollout(text: string): readonly RolloutStage[] | undefined {
  const stages = text
    .trim()
    .split(/\s+/)
    .map((word) => /^(\d{1,3})(?:\.(\d{1,2}))?%@(\d{1,4})h$/.exec(word))
    .map((found) => {
      if (found === null) return undefined;
      const [, whole, part = '', hours] = found;
      return { points: Number(whole) * 100 + Number(part.padEnd(2, '0')), afterMs: Number(hours) * HOUR_MS };
    });
  const known = stages.filter((stage) => stage !== undefined);
  return known.length === stages.length && isRising(known) ? known : undefined;
}

function isRising(stages: readonly RolloutStage[]): boolean {
  return stages.every(({ points, afterMs }, index) => {
    const before = stages[index - 1];
    return points <= ALL && (before === undefined || (points >= before.points && afterMs > before.afterMs));
  });
}

/** Hundredths of a percent of the hosts that have a version by now; 0 before its tag was made. */
export function rolledOut({ rollout, at }: Pick<UpdateTarget, 'rollout' | 'at'>, now: string): number {
  const passed = Date.parse(now) - Date.parse(at);
  if (!(passed >= 0)) return 0;
  if (rollout.length === 0) return ALL;
  return Math.max(0, ...rollout.map(({ points, afterMs }) => (afterMs <= passed ? points : 0)));
}

export interface CohortHost {
  readonly id: string;
  readonly canaries: readonly string[];
  readonly wariness: number | undefined;
}

/**
 * Whether it is a host's turn. Its place is the same whenever it is asked, another for each version, and chosen by
 * nobody; unless it is a canary, or says how wary it is.
 */
export function isInCohort(
  { id, canaries, wariness }: CohortHost,
  target: Pick<UpdateTarget, 'version' | 'commit' | 'rollout' | 'at'>,
  now: string,
): boolean {
  const points = rolledOut(target, now);
  if (points === ALL) return true;
  if (points > 0 && canaries.includes(id)) return true;
  if (wariness !== undefined) return wariness * ALL < points;
  const place = BigInt(`0x${sha256(`${id}${target.version ?? target.commit}`)}`);
  return place * BigInt(ALL) < BigInt(points) << 256n;
}

/** When a host takes a version; `null`: never by its rollout, or nobody can tell. */
export function turnOf(
  host: CohortHost,
  target: Pick<UpdateTarget, 'version' | 'commit' | 'rollout' | 'at'>,
): string | null {
  const begun = Date.parse(target.at);
  if (Number.isNaN(begun)) return null;
  const stages = target.rollout.length === 0 ? [0] : target.rollout.map(({ afterMs }) => afterMs);
  const times = stages.map((afterMs) => new Date(begun + afterMs).toISOString());
  return times.find((at) => isInCohort(host, target, at)) ?? null;
}
