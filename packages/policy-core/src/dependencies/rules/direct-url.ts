import { requirementsFiles, type JudgedRequirements } from '../facts/judged-requirements.ts';
import { packagePlaces } from '../facts/package-places.ts';
import { addressOf, isHeldFast } from '../facts/requirement-address.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';

export const dependenciesDirectUrl = defineRule({
  id: 'dependencies/direct-url',
  summary: 'Do not install from addresses that the policy does not allow.',
  defaultSeverity: 'error',
  subjects: requirementsFiles,

  options: NO_OPTIONS,

  messages: {
    denied:
      '{address} bypasses the package index. Install a released package, or allow addresses under direct_urls.',
    moves:
      '{address} may change without notice. Name a full commit (@ and 40 hexadecimal digits), or the archive with #sha256=.',
  },

  *check(_get, judged) {
    for (const { kind, where, isHeldFast: isFast, at } of packagePlaces(judged.file)) {
      const wrong = kind === 'address' ? wrongly(judged, isFast) : undefined;
      if (wrong) yield { ...wrong, data: { address: where }, at };
    }
    const { read } = judged;
    if (read === undefined) return;
    for (const line of read.lines) {
      const address = addressOf(line);
      if (address === undefined) continue;
      const { url } = address;
      const wrong = wrongly(judged, isHeldFast(url, line));
      if (wrong) yield { ...wrong, data: { address: url }, at: read.place(address.range) };
    }
  },
});

/** `undefined` where the policy lets such an address in. */
function wrongly({ pair: { id, at, terms } }: JudgedRequirements, isFast: boolean) {
  const { directUrls } = terms;
  if (directUrls === 'allow' || (directUrls === 'pinned_commit' && isFast)) return undefined;
  return {
    kind: 'violation',
    messageId: directUrls === 'deny' ? 'denied' : 'moves',
    related: [{ message: `The policy names the pair ${id} here.`, at }],
  } as const;
}
