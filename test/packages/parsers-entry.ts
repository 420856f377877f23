import { embeddedParserBytes } from '../../packages/policy-core/src/parsers/embedded-wasm.generated.ts';
import { loadParsers } from '../../packages/policy-core/src/parsers/index.ts';

/** What a stranger's program does first; bundled for each place where it must run. */
export async function kinds(): Promise<string[]> {
  const parsers = await loadParsers(await embeddedParserBytes());
  return [parsers.sql.parse('DROP TABLE orders').kind, parsers.python.parse('x = 1').kind];
}
