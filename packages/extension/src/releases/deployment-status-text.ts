import { l10n } from 'vscode';

import { placeName } from './choose.ts';
import { placeSign, seenRows } from './deployment-rows.ts';
import type { Place } from './place.ts';
import { short } from './run-text.ts';

export interface DeploymentStatusText {
  readonly text: string;
  readonly tooltip: string;
  readonly isTrouble: boolean;
}

/** The last place of the policy to which something is promoted; `time` is local, such as 12:03. */
export function deploymentStatus(places: readonly Place[], time: string): DeploymentStatusText | undefined {
  const place = places.findLast(({ promotesFrom }) => promotesFrom !== undefined) ?? places.at(-1);
  if (place === undefined) return undefined;
  const { commit, environment, runs } = place;
  const commitText = commit === undefined ? l10n.t('nothing') : short(commit);
  const waits = runs.length > 0 ? ' $(watch)' : '';
  const sign = placeSign(place);
  const about = l10n.t('{0} at {1}. Click to refresh.', placeName(place), time);
  return {
    text: `$(${ICONS[sign]}) ${environment}: ${commitText}${waits}`,
    tooltip: [about, ...seenRows(place).map(({ label }) => label)].join('\n'),
    isTrouble: sign === '✗',
  };
}

/** What nobody asked is not known either. */
const ICONS = { '✗': 'warning', '?': 'question', '–': 'question', '✓': 'rocket' } as const;
