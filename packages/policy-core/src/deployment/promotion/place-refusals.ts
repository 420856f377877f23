import { minutesText } from './candidate-refusals.ts';
import { freezeText, frozenBy } from './freeze-window.ts';
import type { ReleaseSight } from './promotion-sight.ts';
import { refused, unknown, type Refusal } from './refusal.ts';

export interface PlaceQuestion {
  /** A commit that failed there may be tried once more. */
  readonly retryFailed: boolean;
}

/** What stands against deploying anything, or this commit, to the place now. */
export function placeRefusals(sight: ReleaseSight, { retryFailed }: PlaceQuestion): readonly Refusal[] {
  return [
    ...lockRefusals(sight),
    ...freezeRefusals(sight),
    ...holdRefusals(sight),
    ...platformRefusals(sight),
    ...gateRefusals(sight),
    ...(sight.wayBack.kind === 'none' ? sight.wayBack.refusals : []),
    ...failureRefusals(sight, retryFailed),
  ];
}

function lockRefusals({ lock, state }: ReleaseSight): readonly Refusal[] {
  const { active } = state;
  const going =
    active === undefined
      ? []
      : [
          refused(
            'R13',
            `${active.actor} began ${active.id} at ${active.begunAt}, and it has not ended.`,
            `Go on with it: \`lockkeeper resume ${active.id}\`, or give it up: \`lockkeeper abandon ${active.id} --reason TEXT\`.`,
          ),
        ];
  if (!lock.known)
    return [
      ...going,
      unknown('R13', {
        of: 'unreachable-lock',
        reason: lock.reason,
        lift: 'Make the lock reachable, and run this again.',
      }),
    ];
  if (lock.value.kind === 'unreadable')
    return [
      ...going,
      unknown('R13', {
        of: 'unreadable-lock',
        reason: 'the lock was written by hand, or by a later version',
        lift: 'Look who wrote it.',
      }),
    ];
  if (lock.value.kind === 'free') return going;
  const { holder, reason, taken_at: since, expires_at: until } = lock.value.holding;
  return [
    ...going,
    refused(
      'R13',
      `${holder} has the lock since ${since}: ${reason}.`,
      `Wait until it is given back, at the latest ${until}.`,
    ),
  ];
}

function freezeRefusals({ policy, now }: ReleaseSight): readonly Refusal[] {
  const window = frozenBy(policy.freeze, now);
  return window === undefined
    ? []
    : [refused('R14', `${policy.name} is frozen: ${freezeText(window)}.`, 'Wait until that is over.')];
}

function holdRefusals({ state, commit: { sha }, blocked, place }: ReleaseSight): readonly Refusal[] {
  const release = `Release it with \`lockkeeper release ${place.environment} --service ${place.service} --reason TEXT\`.`;
  const { hold, heldCommits } = state;
  const held = heldCommits.get(sha);
  const block = blocked.get(sha);
  return [
    ...(hold === undefined
      ? []
      : [refused('R14', `${hold.by} holds ${place.environment} since ${hold.at}: ${hold.reason}.`, release)]),
    ...(held === undefined ? [] : [refused('R14', `${sha} is held back there: ${held}.`, release)]),
    ...(block === undefined
      ? []
      : [
          refused(
            'R14',
            `${sha} is blocked everywhere: ${block}.`,
            `Unblock it with \`lockkeeper block ${sha} --undo --reason TEXT\`.`,
          ),
        ]),
  ];
}

function platformRefusals({ deploysByItself }: ReleaseSight): readonly Refusal[] {
  if (!deploysByItself.known)
    return [
      unknown('R19', {
        of: 'auto-deploy',
        reason: deploysByItself.reason,
        lift: 'Make it possible to look, such as by an `auto_deploy` command of the driver.',
      }),
    ];
  const lift = 'Switch that off on the platform: it goes around everything that is judged here.';
  return deploysByItself.value.map((why) => refused('R19', `The platform deploys by itself: ${why}.`, lift));
}

function gateRefusals({ gate }: ReleaseSight): readonly Refusal[] {
  if (gate === undefined) return [];
  if (!gate.known)
    return [
      unknown('R23', { of: 'gate', reason: gate.reason, lift: 'Give a token that may read environments.' }),
    ];
  return gate.value.map(({ why, lift }) =>
    refused('R23', `The approval gate of GitHub does not hold: ${why}.`, lift),
  );
}

function failureRefusals(
  { state, commit: { sha }, now }: ReleaseSight,
  retryFailed: boolean,
): readonly Refusal[] {
  const before = state.failed.get(sha);
  if (before === undefined || retryFailed) return [];
  const { failure } = before.state.kind === 'ended' ? before.state : { failure: undefined };
  const ago = minutesText(Math.max(0, Date.parse(now) - Date.parse(before.at)));
  return [
    {
      ...refused(
        'R25',
        `${sha} failed there ${ago} ago (${before.id})${failure === undefined ? '' : `: ${failure}`}.`,
        'Deploy a commit that fixes it, or retry this one with --retry-failed.',
      ),
      liftedBy: { by: 'retry-failed', value: null },
    },
  ];
}
