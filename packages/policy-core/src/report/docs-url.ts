/** The published page of a rule; `null`, as machine output says it, while nothing is published. */
export function docsUrl(rule: string, homepage: string | undefined): string | null {
  return homepage === undefined ? null : `${homepage.replace(/\/+$/, '')}/rules/${rule}`;
}
