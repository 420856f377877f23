import { checkerFor, type Checker } from './checker.ts';
import type { Rule } from '../engine/rule.ts';
import { loadParsers } from '../parsers/load-parsers.ts';
import type { ParserBytes } from '../parsers/parsers.ts';
import type { InvalidPolicy, Policy } from '../policy/policy.ts';

/**
 * Loads the SQL and Python parsers once and returns a checker that is synchronous from then on.
 *
 * @param policy what `loadPolicy` returned; rejects with every problem when it is not valid
 * @param options `wasm`: bytes of the parsers, for hosts that keep them beside their bundle;
 *   without it the bytes that ship inside this package are unpacked. `rules`: those that judge, such as all of ours and
 *   some of your own (`defineRule` in `@lockkeeper/policy-core/engine`); the policy has to be read with them, too
 */
export async function createChecker(
  policy: Policy | InvalidPolicy,
  options: { readonly wasm?: ParserBytes; readonly rules?: readonly Rule[] } = {},
): Promise<Checker> {
  if (policy.kind === 'invalid') return checkerFor(policy, undefined, options.rules);
  const parsers = await loadParsers(options.wasm ?? (await bytesOfThisPackage()));
  return checkerFor(policy, parsers, options.rules);
}

/** Imported on demand: hosts that bring their own bytes never load them. */
async function bytesOfThisPackage(): Promise<ParserBytes> {
  const { embeddedParserBytes } = await import('../parsers/embedded-wasm.generated.ts');
  return embeddedParserBytes();
}
