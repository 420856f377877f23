/** An element of a document that is well-formed XML 1.0. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

/**
 * Reads the part of XML 1.0 that reports use: no comments, no CDATA, no processing instruction but
 * the declaration. Throws for anything else, so that what it returns was well-formed.
 */
export function readXml(document: string): XmlElement {
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (!document.startsWith(declaration)) throw new Error('no declaration');
  if (FORBIDDEN.test(document)) throw new Error('a character XML forbids');
  const tokens = tokensOf(document.slice(declaration.length).trimEnd());
  const { element, rest } = readElement(tokens);
  if (rest.length > 0) throw new Error('something follows the root');
  return element;
}

// oxlint-disable-next-line no-control-regex -- these are the characters XML 1.0 forbids
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u;
const TOKEN = /<[^<>]*>|[^<>]+/gy;
const ATTRIBUTE = / ([a-zA-Z-]+)="([^"<>]*)"/gy;

function tokensOf(text: string): readonly string[] {
  const tokens = Array.from(text.matchAll(TOKEN), ([token]) => token);
  if (tokens.join('') !== text) throw new Error('a stray angle bracket');
  return tokens;
}

function readElement([opening = '', ...following]: readonly string[]): {
  readonly element: XmlElement;
  readonly rest: readonly string[];
} {
  const tag = /^<([a-z-]+)((?: [a-zA-Z-]+="[^"<>]*")*)(\/?)>$/.exec(opening);
  if (!tag) throw new Error(`not an opening tag: ${opening}`);
  const [, name = '', written = '', closed] = tag;
  const attributes = Object.fromEntries(
    Array.from(written.matchAll(ATTRIBUTE), ([, key = '', value = '']) => [key, decode(value)]),
  );
  if (closed === '/') return { element: { name, attributes, children: [], text: '' }, rest: following };
  const children: XmlElement[] = [];
  let text = '';
  let rest: readonly string[] = following;
  while (rest[0] !== `</${name}>`) {
    const [token] = rest;
    if (token === undefined) throw new Error(`${name} is not closed`);
    if (token.startsWith('<')) {
      const child = readElement(rest);
      children.push(child.element);
      rest = child.rest;
    } else {
      text += decode(token);
      rest = rest.slice(1);
    }
  }
  return { element: { name, attributes, children, text }, rest: rest.slice(1) };
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decode(text: string): string {
  return text.replace(/&([^;&]*;)?/g, (entity, name: string | undefined) => {
    const character = ENTITIES[name?.slice(0, -1) ?? ''];
    if (character === undefined) throw new Error(`not an entity: ${entity}`);
    return character;
  });
}
