import { env } from 'vscode';

/** What a code action of the server calls; it stands in no menu. */
export const COPY_TEXT_COMMAND = 'lockkeeper.copyText';

/** Puts a text on the clipboard. Nothing else is ever done with it. */
export async function copyText(text: unknown): Promise<void> {
  if (typeof text === 'string') await env.clipboard.writeText(text);
}
