import { commands, l10n, window } from 'vscode';

import type { ReadOnlyDocuments } from '../views/read-only-documents.ts';
import { signedText } from '../views/row-sign.ts';
import type { Conversation } from './conversation.ts';

/** Through the boxes, dialogs and messages of VS Code. */
export function vscodeConversation(texts: ReadOnlyDocuments): Conversation {
  return {
    async pick({ title, choices }) {
      const items = choices.map(({ label, description = '', value }) => ({ label, description, value }));
      return (await window.showQuickPick(items, { title, ignoreFocusOut: true }))?.value;
    },
    async pickSeveral({ title, choices }) {
      const items = choices.map(({ description = '', ...choice }) => ({ ...choice, description }));
      const picked = await window.showQuickPick(items, { title, canPickMany: true, ignoreFocusOut: true });
      return picked?.map(({ label }) => label);
    },
    async ask({ title, prompt, given = '', problem = () => undefined }) {
      const validateInput = (typed: string) => (typed.trim() === '' ? undefined : problem(typed.trim()));
      const typed = await window.showInputBox({
        title,
        prompt,
        value: given,
        ignoreFocusOut: true,
        validateInput,
      });
      return typed?.trim() || undefined;
    },
    async typed({ title, prompt, word }) {
      const validateInput = (typed: string) =>
        typed === word || typed === '' ? undefined : l10n.t('Type exactly {0}.', word);
      const typed = await window.showInputBox({ title, prompt, ignoreFocusOut: true, validateInput });
      return typed === word;
    },
    agreed: async ({ message, detail, button }) =>
      (await window.showWarningMessage(signedText(message).text, { modal: true, detail }, button)) === button,
    show: async (shown) => void (await texts.show(shown)),
    // Not awaited: the message may stay for as long as nobody answers it.
    say: (sentence, offer) =>
      void toast(
        sentence,
        window.showInformationMessage,
      )(offer === undefined ? [] : [offer.button]).then(async (button) => {
        if (button !== undefined && offer !== undefined) await commands.executeCommand(offer.command);
      }),
    refuse: (sentence) => void toast(sentence, window.showErrorMessage)([]),
  };
}

/** A message has an icon of its own in place of the sign; what is said with a warning is one. */
function toast(sentence: string, show: typeof window.showInformationMessage) {
  const { text, icon } = signedText(sentence);
  const shown = icon === 'warning' ? window.showWarningMessage : show;
  return (buttons: readonly string[]) => shown(text, ...buttons);
}
