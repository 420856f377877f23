import { l10n, window } from 'vscode';

/** Whether what is pending is to be run on a scratch database. `undefined` when nothing was picked. */
export async function pickProof(development: string): Promise<boolean | undefined> {
  const choices = [
    {
      label: l10n.t('Look only'),
      description: l10n.t('databases are read, and nothing is made'),
      proves: false,
    },
    {
      label: l10n.t('Prove what is pending'),
      description: l10n.t('up, down and up again on a scratch database'),
      detail: l10n.t(
        'It is made beside the database of {0} and dropped again. The audit log has it. This takes longer.',
        development,
      ),
      proves: true,
    },
  ];
  const options = { title: 'Lockkeeper', placeHolder: l10n.t('How is it to be judged?') };
  return (await window.showQuickPick(choices, options))?.proves;
}
