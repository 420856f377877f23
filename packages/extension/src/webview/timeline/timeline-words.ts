import { l10n } from 'vscode';

/** What the page says, in the language of the editor. `{0}` and `{1}` stand for what the page fills in. */
export type TimelineWords = ReturnType<typeof timelineWords>;

export function timelineWords() {
  return {
    title: l10n.t('Deployment Timeline'),
    places: l10n.t('Running now'),
    list: l10n.t('Deployments, the newest first'),
    keys: l10n.t(
      'Up and Down move along a lane, Left and Right to the next lane, Home and End to the ends. Enter opens the run or the commit.',
    ),
    loading: l10n.t('Reading what runs where…'),
    noPlaces: l10n.t(
      'The policy describes no service to deploy.\nAdd one under deployment.services, with its environments and drivers.',
    ),
    noEvents: l10n.t(
      'Lockkeeper has deployed nothing here yet.\nStart with staging: lockkeeper deploy staging',
    ),
    openPolicy: l10n.t('Open Policy'),
    look: l10n.t('Refresh'),
    older: l10n.t('Show Older ({0})'),
    details: l10n.t('Selected event'),
    live: l10n.t('live now'),
    at: l10n.t('{0} ago'),
    by: l10n.t('by {0}'),
    openRun: l10n.t('Open the Run'),
    openCommit: l10n.t('Open the Commit'),
  };
}
