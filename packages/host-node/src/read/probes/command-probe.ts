import type { HealthProbe, ProbeAnswer } from '@lockkeeper/operations/ports';
import type { ProbePolicy } from '@lockkeeper/policy-core/deployment/run';
import { z } from 'zod';

import { finalWords, lastLines } from '../../system/last-lines.ts';
import { findPolicyProgram, notThere } from '../../system/policy-program.ts';
import { runCommand } from '../../system/run-command.ts';
import { coverSecrets } from '../../system/without-secrets.ts';
import type { ProbePlace } from './probe-place.ts';

type CommandPolicy = Extract<ProbePolicy, { kind: 'command' }>;

const TIMEOUT_MS = 30_000;
const MOST_CHARACTERS = 64 * 1024;

/** A service is well where a program of the policy exits with 0. It may print `{ "commit": "..." }`. */
export function createCommandProbe(policy: CommandPolicy, place: ProbePlace): HealthProbe {
  const { env, folder, signal, timeoutMs = TIMEOUT_MS } = place;
  const cover = coverSecrets(env);
  const [word, ...args] = policy.run;
  const notAsked = (why: string): ProbeAnswer => ({ kind: 'not-asked', why: cover(why) });
  return {
    id: policy.id,
    ask: async () => {
      const files = await folder();
      if (!files.known) return notAsked(files.reason);
      const program = await findPolicyProgram(word, { env, folder: files.value });
      if (!program.known) return notAsked(program.reason);
      let printed = '';
      const said = lastLines(cover);
      const began = performance.now();
      const outcome = await runCommand({
        program: program.value,
        args,
        env,
        timeoutMs,
        ownGroup: true,
        ofUser: {
          folder: files.value,
          signal,
          hear: (chunk, from) => {
            if (from === 'stderr') said.add(chunk);
            else if (printed.length <= MOST_CHARACTERS) printed += chunk.toString('utf8');
          },
        },
      });
      if (outcome.kind === 'not-installed') return notAsked(notThere(word));
      if (outcome.kind === 'stopped')
        return { kind: outcome.hasBegun ? 'ill' : 'not-asked', why: cover(outcome.problem) };
      const latencyMs = Math.round(performance.now() - began);
      return outcome.code === 0
        ? { kind: 'well', commit: commitIn(printed), status: 0, latencyMs }
        : { kind: 'ill', why: `it exited with ${outcome.code}${finalWords(said.all())}` };
    },
  };
}

const answerShape = z.object({ commit: z.string().min(1).max(200) });

/** What else it prints is for people. */
function commitIn(printed: string): string | undefined {
  try {
    return answerShape.safeParse(JSON.parse(printed)).data?.commit;
  } catch {
    return undefined;
  }
}
