import type { HealthProbe, ServiceManager } from '../ports/index.ts';

/**
 * A good answer counts only from the process that gave the one before: what dies between two questions and is started anew
 * is not well.
 *
 * @param commit what has to run
 */
export function steadyProbe(
  probe: HealthProbe,
  service: Pick<ServiceManager, 'process'>,
  commit: string,
): HealthProbe {
  let before: string | undefined;
  return {
    id: probe.id,
    ask: async () => {
      const answer = await probe.ask();
      if (answer.kind !== 'well' || answer.commit !== commit) return answer;
      const running = await service.process();
      if (running.kind === 'ended') return { kind: 'ill', why: 'it had ended by itself' };
      if (running.kind === 'unknown') return answer;
      const isSame = before === undefined || before === running.name;
      before = running.name;
      return isSame ? answer : { kind: 'ill', why: 'it had ended by itself and was started anew' };
    },
  };
}
