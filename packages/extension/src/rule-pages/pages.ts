import { Disposable, Uri, commands, l10n, window, workspace } from 'vscode';

import { isRecord, parseJson, textAt } from '../json/json-shape.ts';
import { ruleOfLink } from './page-link.ts';

const SCHEME = 'lockkeeper-page';

/** Shows the rules' pages that came with the extension in one file, so that the link of a finding works offline. */
export function registerPages(pagesFile: string): Disposable {
  return Disposable.from(
    workspace.registerTextDocumentContentProvider(SCHEME, {
      provideTextDocumentContent: async ({ path }) =>
        await pageOf(path.replace(/^\/(.*)\.md$/, '$1'), pagesFile),
    }),
    window.registerUriHandler({ handleUri: (link) => openPage(link, pagesFile) }),
  );
}

/** Opens the page of a rule. */
export function openRulePage(rule: string, pagesFile: string): Promise<void> {
  return openPage({ path: `/rules/${rule}`, query: '', fragment: '' }, pagesFile);
}

async function openPage(link: Parameters<typeof ruleOfLink>[0], pagesFile: string): Promise<void> {
  const rule = ruleOfLink(link);
  if (rule === undefined || (await pageOf(rule, pagesFile)) === undefined) {
    void window.showWarningMessage(
      l10n.t('Lockkeeper has no page {0}. Open the link of a finding instead.', link.path),
    );
    return;
  }
  await commands.executeCommand('markdown.showPreview', Uri.from({ scheme: SCHEME, path: `/${rule}.md` }));
}

/** `undefined`: there is no such page. */
async function pageOf(rule: string, pagesFile: string): Promise<string | undefined> {
  const pages = parseJson(new TextDecoder().decode(await workspace.fs.readFile(Uri.file(pagesFile))));
  return isRecord(pages) ? textAt(pages, rule) : undefined;
}
