import { l10n, window } from 'vscode';

/** Whether what is pending is to be run on a scratch database. `undefined` when nothing was picked. */
export async function pickProof(development: string): Promise<boolean | undefined> {
  const choices = [
    {
      label: l10n.t('Look only'),
      description: l10n.t('reads databases, creates nothing'),
      proves: false,
    },
    {
      label: l10n.t('Prove Pending Migrations'),
      description: l10n.t('runs them up, down and up again on a scratch database'),
      detail: l10n.t(
        'Lockkeeper creates it beside the database of {0}, drops it afterwards, and records it in the audit log. This takes longer.',
        development,
      ),
      proves: true,
    },
  ];
  const options = { title: 'Lockkeeper', placeHolder: l10n.t('How should the guard judge it?') };
  return (await window.showQuickPick(choices, options))?.proves;
}
