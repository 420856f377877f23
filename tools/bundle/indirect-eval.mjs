/** A direct `eval` sees every name around it, as in `x = eval(text)`. */
const DIRECT = /= eval\(/g;

/**
 * Lets the `eval` of the TOML reader and of the parsers' glue, which is never reached, see no name of the file that it
 * is bundled into: otherwise each of them has to stay as long as it was written, a twentieth of the download.
 *
 * @returns {import('rolldown').Plugin}
 */
export function indirectEval() {
  return {
    name: 'indirect-eval',
    transform: {
      filter: { id: /[\\/](?:@iarna[\\/]toml|web-tree-sitter)[\\/].*\.c?js$/, code: DIRECT },
      handler: (code) => ({ code: code.replace(DIRECT, '= (0, eval)('), map: null }),
    },
  };
}
