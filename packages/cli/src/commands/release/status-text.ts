import { displayText } from '@lockkeeper/policy-core';

import { openRuns, readyNow, type SeenPlace } from './answer/status-answer.ts';
import { runText, short } from './release-text.ts';

/** How many of the commits that are ready are shown. */
const SHOWN = 3;

/** What runs where, and what is under way. */
export function statusLines(
  places: readonly SeenPlace[],
  blocked: ReadonlyMap<string, string>,
): readonly string[] {
  if (places.length === 0)
    return [
      'The policy does not say how anything is deployed. Describe a service under deployment.services.',
    ];
  return [
    ...places.flatMap(placeLines),
    ...Array.from(blocked, ([commit, reason]) => `blocked everywhere  ${short(commit)}: ${reason}`),
  ].map(displayText);
}

function placeLines({
  service,
  environment,
  commit,
  since,
  running,
  lock,
  state,
}: SeenPlace): readonly string[] {
  const recorded =
    commit === null ? 'nothing that is recorded' : `${short(commit)} since ${since ?? 'an unknown time'}`;
  const { hold, heldCommits, runs } = state;
  return [
    `${service} in ${environment}`,
    `  runs   ${recorded}${driftText(commit, running)}`,
    ...lockLines(lock),
    ...(hold === undefined ? [] : [`  held   by ${hold.by} since ${hold.at}: ${hold.reason}`]),
    ...Array.from(heldCommits, ([one, reason]) => `  held   ${short(one)}: ${reason}`),
    ...readyNow(state)
      .slice(-SHOWN)
      .map((one) => `  ready  ${short(one.commit)} since ${one.at}`),
    ...openRuns(runs).map((run) => `  run    ${runText(run)}`),
  ];
}

function driftText(commit: string | null, running: SeenPlace['running']): string {
  if (running === undefined || running === commit) return '';
  return `, but the platform runs ${running === null ? 'nothing' : short(running)}`;
}

function lockLines(lock: SeenPlace['lock']): readonly string[] {
  if (lock === 'not-asked') return [];
  if (lock === 'unreachable') return ['  lock   cannot be reached'];
  if (lock.kind === 'free') return [];
  if (lock.kind === 'unreadable') return ['  lock   cannot be read: nobody gets it'];
  return [`  lock   ${lock.holding.holder} since ${lock.holding.taken_at}: ${lock.holding.reason}`];
}
