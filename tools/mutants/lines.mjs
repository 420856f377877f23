/**
 * The line in which an offset lies, without the white space around it.
 *
 * @param {string} source
 * @param {number} offset
 */
export function lineAt(source, offset) {
  const start = source.lastIndexOf('\n', offset - 1) + 1;
  const end = source.indexOf('\n', offset);
  const whole = source.slice(start, end === -1 ? source.length : end);
  const indent = whole.length - whole.trimStart().length;
  return {
    line: source.slice(0, start).split('\n').length,
    column: offset - start - indent,
    text: whole.trim(),
  };
}
