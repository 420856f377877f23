// policy-core ships unbundled; only the parsers inside it need their licences passed on.
import { fileURLToPath } from 'node:url';

import { thirdPartyNotices } from '../../tools/bundle/third-party-notices.mjs';

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

const notices = thirdPartyNotices();
for (const name of ['libpg-query', 'tree-sitter-python', 'web-tree-sitter']) {
  notices.add(here(`node_modules/${name}/package.json`));
}
notices.write(here('dist/THIRD-PARTY-NOTICES.txt'));
