/** The few colours Lockkeeper uses, as a dark terminal shows them. @type {Readonly<Record<string, string>>} */
const STYLES = {
  1: 'font-weight: bold',
  2: 'color: #8a909c',
  4: 'text-decoration: underline',
  31: 'color: #ff7b72',
  32: 'color: #7ee787',
  33: 'color: #f2cc60',
  34: 'color: #79c0ff',
  35: 'color: #d2a8ff',
  36: 'color: #76e3ea',
  90: 'color: #8a909c',
};

/**
 * Text with SGR escapes as HTML. Escapes that are not known are dropped.
 *
 * @param {string} text
 * @returns {string}
 */
export function ansiToHtml(text) {
  let open = 0;
  const html = text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    // oxlint-disable-next-line no-control-regex -- an escape is what is looked for
    .replace(/\u001B\[([\d;]*)m/g, (_escape, codes) => {
      const styles = String(codes)
        .split(';')
        .map((code) => STYLES[code])
        .filter((style) => style !== undefined);
      if (styles.length === 0) {
        const closed = '</span>'.repeat(open);
        open = 0;
        return closed;
      }
      open += 1;
      return `<span style="${styles.join('; ')}">`;
    });
  return html + '</span>'.repeat(open);
}
