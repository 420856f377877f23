/** What follows the scheme in the link of a rule's page: `vscode://lockkeeper.lockkeeper/rules/<area>/<name>`. */
export const PAGE_LINK_PATH = '//lockkeeper.lockkeeper/rules/';

const PAGE = /^\/rules\/([a-z]+\/[a-z][a-z0-9-]*)$/;

/**
 * The rule whose page a link asks for. `undefined` for every other link: anybody can make one, in a chat or on a web
 * page, so a link may open a page that came with the extension and nothing else.
 */
export function ruleOfLink(link: {
  readonly path: string;
  readonly query: string;
  readonly fragment: string;
}): string | undefined {
  return link.query === '' && link.fragment === '' ? PAGE.exec(link.path)?.[1] : undefined;
}
