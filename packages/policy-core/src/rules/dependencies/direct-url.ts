import { z } from 'zod';

import { judgedLines, type ReadJudged } from '../../facts/judged-requirements.ts';
import { addressOf, isHeldFast } from '../../facts/requirement-address.ts';
import { defineRule } from '../../rule.ts';

export const dependenciesDirectUrl = defineRule({
  id: 'dependencies/direct-url',
  summary: 'Nothing is installed from an address that the policy does not let in.',
  defaultSeverity: 'error',
  needs: ['requirementsFiles'],

  options: z.strictObject({}),

  messages: {
    denied:
      '{address} is installed from where it lies, past the package index. Install a released package, or let addresses in under direct_urls.',
    moves:
      '{address} may be something else tomorrow. Name a commit in full (@ and 40 hexadecimal digits), or the archive with #sha256=.',
  },

  *check({ requirementsFiles }) {
    for (const { line, judged } of judgedLines(requirementsFiles)) {
      const { directUrls } = judged.pair.terms;
      const address = addressOf(line);
      if (address === undefined || directUrls === 'allow') continue;
      if (directUrls === 'pinned_commit' && isHeldFast(address.url, line)) continue;
      yield {
        kind: 'violation',
        messageId: directUrls === 'deny' ? 'denied' : 'moves',
        data: { address: address.url },
        at: judged.read.place(address.range),
        related: related(judged),
      };
    }
  },
});

function related({ pair: { id, at } }: ReadJudged) {
  return [{ message: `The policy names the pair ${id} here.`, at }];
}
