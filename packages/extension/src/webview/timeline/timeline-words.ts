import { l10n } from 'vscode';

/** What the page says, in the language of the editor. `{0}` and `{1}` stand for what the page fills in. */
export type TimelineWords = ReturnType<typeof timelineWords>;

export function timelineWords() {
  return {
    title: l10n.t('Deployment Timeline'),
    places: l10n.t('What runs now'),
    list: l10n.t('Deployments, the newest first'),
    keys: l10n.t(
      'Up and Down go along a lane, Left and Right to the lane beside, Home and End to the ends. Enter opens the run or the commit.',
    ),
    loading: l10n.t('Looking at what runs where…'),
    noPlaces: l10n.t(
      'The policy does not say how anything is deployed.\nDescribe a service under deployment.services, with its environments and drivers.',
    ),
    noEvents: l10n.t(
      'Nothing was deployed here by Lockkeeper yet.\nBegin where a commit is tried, such as with: lockkeeper deploy staging',
    ),
    openPolicy: l10n.t('Open Policy'),
    look: l10n.t('Look Again'),
    older: l10n.t('Show Older ({0})'),
    details: l10n.t('Selected event'),
    live: l10n.t('live now'),
    at: l10n.t('{0} ago'),
    by: l10n.t('by {0}'),
    openRun: l10n.t('Open the Run'),
    openCommit: l10n.t('Open the Commit'),
  };
}
