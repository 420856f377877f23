import { checkerFor, type Checker } from './checker.ts';
import type { Rule } from '../engine/rule.ts';
import { loadParsers } from '../parsers/load-parsers.ts';
import type { ParserBytes, Parsers } from '../parsers/parsers.ts';
import type { InvalidPolicy, Policy } from '../policy/policy.ts';

/**
 * Loads the SQL and Python parsers once a process and returns a checker that is synchronous from then on.
 *
 * @param policy what `loadPolicy` returned; rejects with every problem when it is not valid
 * @param options `wasm`: bytes of the parsers, for hosts that keep them beside their bundle; loaded once for each object.
 *   Without it the bytes that ship inside this package are unpacked. `rules`: those that judge, such as all of ours and
 *   some of your own (`defineRule` in `@lockkeeper/policy-core/engine`); the policy has to be read with them, too
 */
export async function createChecker(
  policy: Policy | InvalidPolicy,
  options: { readonly wasm?: ParserBytes; readonly rules?: readonly Rule[] } = {},
): Promise<Checker> {
  if (policy.kind === 'invalid') return checkerFor(policy, undefined, options.rules);
  return checkerFor(policy, await parsersOf(options.wasm ?? OF_THIS_PACKAGE), options.rules);
}

/** Stands for the bytes of this package, which are unpacked at the first question for them. */
const OF_THIS_PACKAGE = {};

/** Compiling takes a tenth of a second of the processor, and what was compiled keeps nothing of a policy. */
const loaded = new WeakMap<ParserBytes | typeof OF_THIS_PACKAGE, Promise<Parsers>>();

function parsersOf(bytes: ParserBytes | typeof OF_THIS_PACKAGE): Promise<Parsers> {
  const before = loaded.get(bytes);
  if (before !== undefined) return before;
  const loading = load(bytes).catch((error: unknown) => {
    // What failed for lack of memory may succeed the next time.
    loaded.delete(bytes);
    throw error;
  });
  loaded.set(bytes, loading);
  return loading;
}

async function load(bytes: ParserBytes | typeof OF_THIS_PACKAGE): Promise<Parsers> {
  return loadParsers('libpgQuery' in bytes ? bytes : await bytesOfThisPackage());
}

/** Imported on demand: hosts that bring their own bytes never load them. */
async function bytesOfThisPackage(): Promise<ParserBytes> {
  const { embeddedParserBytes } = await import('../parsers/embedded-wasm.generated.ts');
  return embeddedParserBytes();
}
