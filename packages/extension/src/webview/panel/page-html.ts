export interface PageParts {
  /** Random for every page: only what carries it is run. */
  readonly nonce: string;
  readonly script: string;
  readonly style: string;
  /** All that the page says, by names of its own; its title among them. */
  readonly words: { readonly title: string };
  /** Such as `en`. */
  readonly language: string;
}

/** The whole page, with everything in it: it may load nothing, from nowhere. */
export function pageHtml({ nonce, script, style, words, language }: PageParts): string {
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="${escaped(language)}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1.0">
<title>${escaped(words.title)}</title>
<style nonce="${nonce}">${style}</style>
</head>
<body>
<main id="page"></main>
<script nonce="${nonce}" type="application/json" id="words">${inScript(JSON.stringify(words))}</script>
<script nonce="${nonce}">${inScript(script)}</script>
</body>
</html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}

/** Nothing within may end the element. In JSON and in JavaScript's texts `\\u003C` is the same as `<`. */
function inScript(text: string): string {
  return text.replace(/<(?=\/script|script|!--)/gi, '\\u003C');
}
