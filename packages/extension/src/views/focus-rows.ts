import { commands, type TreeView } from 'vscode';

/**
 * Brings a view to front and the focus to its first row, for who has no mouse. The command that focuses a view would focus its
 * welcome text where that is still drawn, and the focus is lost with it.
 */
export async function focusRows<T>(view: string, tree: TreeView<T>, rows: readonly T[]): Promise<void> {
  const [first] = rows;
  if (first === undefined) await commands.executeCommand(`${view}.focus`);
  else await tree.reveal(first, { focus: true });
}
