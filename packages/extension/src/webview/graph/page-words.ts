import { l10n } from 'vscode';

/** What the page says, in the language of the editor. `{0}` and `{1}` stand for what the page fills in. */
export type PageWords = ReturnType<typeof pageWords>;

export function pageWords() {
  return {
    title: l10n.t('Migration History'),
    history: l10n.t('History'),
    search: l10n.t('Search revisions'),
    searchHint: l10n.t('Search by id, text, mark or file'),
    previous: l10n.t('Previous match'),
    next: l10n.t('Next match'),
    noMatch: l10n.t('no match'),
    matches: l10n.t('{0} of {1}'),
    matchCount: l10n.t('{0} found'),
    list: l10n.t('Revisions of {0}, newest first'),
    keys: l10n.t(
      'Up and Down follow the lines, Left and Right move to the next branch, Home and End to the ends. Enter opens the revision, Space shows it to the side, / searches.',
    ),
    loading: l10n.t('Reading the histories…'),
    empty: l10n.t('There are no revisions to draw.'),
    openPolicy: l10n.t('Open Policy'),
    retry: l10n.t('Try Again'),
    problems: l10n.t('Why Alembic cannot read this history'),
    details: l10n.t('Selected revision'),
    buildsOn: l10n.t('Builds on'),
    builtOnBy: l10n.t('Built on by'),
    dependsOn: l10n.t('Depends on'),
    more: l10n.t('and {0} more'),
    opened: l10n.t('open in the editor'),
    one: {
      revision: l10n.t('1 revision'),
      head: l10n.t('1 head'),
      error: l10n.t('1 error'),
      warning: l10n.t('1 warning'),
      info: l10n.t('1 note'),
    },
    many: {
      revision: l10n.t('{0} revisions'),
      head: l10n.t('{0} heads'),
      error: l10n.t('{0} errors'),
      warning: l10n.t('{0} warnings'),
      info: l10n.t('{0} notes'),
    },
    reversible: {
      yes: l10n.t('Reversible'),
      partly: l10n.t('Reversible in part'),
      no: l10n.t('Not reversible'),
      unknown: '',
    },
    trivial: { yes: l10n.t('Trivial'), no: l10n.t('Not trivial'), unknown: '' },
    losesData: { yes: l10n.t('Loses data'), no: '', unknown: '' },
  };
}
