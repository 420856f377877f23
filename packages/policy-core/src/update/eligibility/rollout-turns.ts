import type { OfferedRelease } from '../verify/offered-release.ts';
import { readReleaseTerms } from '../verify/release-terms.ts';
import { readTagText } from '../verify/signed-text.ts';
import { turnOf, type CohortHost } from './rollout.ts';

export interface RolloutTurns {
  /** When it was tagged. */
  readonly at: string;
  readonly stages: readonly { readonly at: string; readonly percent: number }[];
  /** When each host takes it; `null`: never by this rollout. */
  readonly turns: readonly { readonly host: string; readonly at: string | null }[];
}

/** Who takes a release when, by the terms of its tag; `undefined`: it is no tag whose terms every host can follow. */
export function rolloutTurns(
  { payload, peeled }: Pick<OfferedRelease, 'payload' | 'peeled'>,
  hosts: readonly CohortHost[],
): RolloutTurns | undefined {
  const tag = readTagText(payload);
  const reading = tag && readReleaseTerms(tag.message);
  if (tag === undefined || reading?.kind !== 'terms') return undefined;
  const { rollout } = reading.terms;
  const all = rollout.length === 0 ? [{ points: 10_000, afterMs: 0 }] : rollout;
  const stages = all.map(({ points, afterMs }) => ({
    at: new Date(Date.parse(tag.at) + afterMs).toISOString(),
    percent: points / 100,
  }));
  const target = { version: tag.name, commit: peeled.id, rollout, at: tag.at };
  return { at: tag.at, stages, turns: hosts.map((host) => ({ host: host.id, at: turnOf(host, target) })) };
}
