/** What pg asks at once when it is loaded, to learn whether it runs in a Cloudflare worker. */
const ASKED = "if (typeof Response === 'function') {";

/**
 * Takes out of pg the look at `Response`, for which Node before 21 loads all of its HTTP client: a tenth of the time
 * that an audit of two databases takes. What is bundled runs on Node alone.
 *
 * @returns {import('rolldown').Plugin}
 */
export function onlyNode() {
  return {
    name: 'only-node',
    transform: {
      filter: { id: /[\\/]pg[\\/]lib[\\/]stream\.js$/ },
      handler(code) {
        if (!code.includes(ASKED))
          throw new Error('pg asks in another way where it runs: look at only-node.mjs.');
        return { code: code.replace(ASKED, 'if (false) {'), map: null };
      },
    },
  };
}
